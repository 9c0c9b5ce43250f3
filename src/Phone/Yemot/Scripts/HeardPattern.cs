using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>What a script expects to hear: words, or a regular expression between slashes.</summary>
internal sealed class HeardPattern
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);
    private readonly string _source;
    private readonly Regex? _regex;

    private HeardPattern(string source, Regex? regex)
    {
        _source = source;
        _regex = regex;
    }

    /// <summary>The pattern, or the reason why it is none.</summary>
    public static HeardPattern? Parse(string source, out string error)
    {
        error = "";
        if (source.Length < 3 || source[0] != '/' || source[^1] != '/')
        {
            if (Fold(source).Length == 0) error = "there is nothing to hear in it";
            return error.Length > 0 ? null : new HeardPattern(source, null);
        }
        try
        {
            const RegexOptions options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            return new HeardPattern(source, new Regex(source[1..^1], options, LongestMatch));
        }
        catch (ArgumentException e)
        {
            error = "not a regular expression: " + e.Message;
            return null;
        }
    }

    /// <summary>Whether it is in what was heard. Words are compared without regard to case, spaces and commas.</summary>
    public bool IsIn(string heard)
    {
        if (_regex is null) return Fold(heard).Contains(Fold(_source), StringComparison.OrdinalIgnoreCase);
        try
        {
            return _regex.IsMatch(heard);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    public override string ToString() => _source;

    /// <summary>A line may put commas where its author wrote dots, and several items where he wrote one sentence.</summary>
    private static string Fold(string text) =>
        string.Join(' ', text.Split([' ', '\t', ',', ';', '.', '!', '?'], StringSplitOptions.RemoveEmptyEntries));
}
