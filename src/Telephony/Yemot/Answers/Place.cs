using System.Diagnostics.CodeAnalysis;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>Where a caller is sent inside the telephone system.</summary>
public sealed record Place
{
    private Place(string target) => Target = target;

    /// <summary>Out of the system: the call is ended.</summary>
    public static Place HangUp { get; } = new("hangup");

    /// <summary>The main menu.</summary>
    public static Place Root { get; } = new("/");

    /// <summary>One level up from the current extension.</summary>
    public static Place Up { get; } = new("..");

    /// <summary>The target as the wire has it.</summary>
    public string Target { get; }

    /// <summary>An extension by its path from the root, with or without a leading slash; empty is the root.</summary>
    /// <exception cref="ArgumentException">
    /// It ends with a slash, or a segment has other signs than letters, digits, underscores and hyphens.
    /// </exception>
    public static Place At(string extension)
    {
        AnswerRules.Require(TryAt(extension, out var place), extension,
            "an extension's path has letters, digits, '_' and '-' between slashes and no slash at the end",
            nameof(extension));
        return place!;
    }

    /// <summary>As <see cref="At"/> for a path from outside; false when it is none.</summary>
    public static bool TryAt(string? extension, [NotNullWhen(true)] out Place? place)
    {
        place = extension is "" or "/" ? Root
            : AnswerRules.IsPath(extension) ? new Place(extension[0] == '/' ? extension : "/" + extension)
            : null;
        return place is not null;
    }

    /// <summary>An extension below the current one.</summary>
    /// <exception cref="ArgumentException">As for <see cref="At"/>; or it has a leading slash.</exception>
    public static Place Below(string extension)
    {
        AnswerRules.Require(
            AnswerRules.IsPath(extension) && extension[0] != '/'
                && !extension.Equals("hangup", StringComparison.OrdinalIgnoreCase),
            extension,
            "a relative path has letters, digits, '_' and '-' between slashes, no slash at either end, and is not 'hangup'",
            nameof(extension));
        return new Place(extension);
    }

    /// <summary>The target.</summary>
    public override string ToString() => Target;
}
