using System.Buffers;

namespace YemotAi.Telephony.Yemot.Management;

/// <summary>
/// Where a recording lies, made from what Yemot sent as the value of a <c>record</c> question: <c>/6/000.wav</c>,
/// <c>6/000.wav</c>, <c>000.wav</c> (in the line's folder) or <c>ivr2:/6/000.wav</c> (protocol section 2.6).
/// </summary>
/// <remarks>
/// The value came with a request, so it may be anything: only plain names of sound files are let through, and never one
/// that climbs out of its folder.
/// </remarks>
internal static class RecordingPath
{
    private const string Drive = "ivr2:";
    private const string Extension = ".wav";
    private const int Longest = 300;

    private static readonly SearchValues<char> NameSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>The path for the management API, such as <c>ivr2:/6/000.wav</c>.</summary>
    /// <param name="recording">What Yemot sent.</param>
    /// <param name="folder">Where a bare file name lies: a path with or without slashes around it; empty is the root.</param>
    /// <param name="path">The path; empty when there is none.</param>
    public static bool TryResolve(string recording, string folder, out string path)
    {
        path = "";
        if (recording.Length is 0 or > Longest) return false;
        var onDrive = recording.StartsWith(Drive, StringComparison.OrdinalIgnoreCase);
        var name = onDrive ? recording[Drive.Length..] : recording;
        if (!onDrive && !name.Contains('/', StringComparison.Ordinal))
        {
            var home = folder.Trim('/');
            if (home.Length > 0) name = $"{home}/{name}";
        }

        if (name.StartsWith('/')) name = name[1..];
        if (!IsPlain(name)) return false;
        var file = name.AsSpan(name.LastIndexOf('/') + 1);
        if (!file.Contains('.')) name += Extension;
        else if (!file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || file.Length == Extension.Length) return false;
        path = $"{Drive}/{name}";
        return true;
    }

    /// <summary>Whether a text is a folder, with or without slashes around it.</summary>
    public static bool IsFolder(string text) => text.Length <= Longest && IsPlain(text.Trim('/'));

    /// <summary>Names of letters, digits, <c>_ - .</c> with single slashes between, none of only dots.</summary>
    private static bool IsPlain(string path)
    {
        if (path.Length is 0 or > Longest || path.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var part in path.AsSpan().Split('/'))
        {
            var name = path.AsSpan()[part];
            if (name.IsEmpty || name is "." || name.ContainsAnyExcept(NameSigns)) return false;
        }

        return true;
    }
}
