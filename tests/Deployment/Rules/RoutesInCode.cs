using System.Text.RegularExpressions;

namespace YemotAi.Deployment.Rules;

/// <summary>The paths that are written in a program's code.</summary>
internal static partial class RoutesInCode
{
    /// <summary>Those in the sources of a program and in what all programs share.</summary>
    public static IReadOnlySet<string> Of(string program) =>
        new[] { program, "Hosting" }.SelectMany(Repository.Sources)
            .SelectMany(file => Path().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).ToHashSet();

    [GeneratedRegex("\"(/[a-z/-]+)\"")]
    private static partial Regex Path();
}
