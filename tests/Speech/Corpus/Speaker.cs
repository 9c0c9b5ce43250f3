using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>Someone who speaks: a variant of espeak-ng's Hebrew voice.</summary>
/// <param name="Variant">The variant's name, such as <c>f2</c>; empty for the voice itself.</param>
/// <param name="WordsPerMinute">How fast.</param>
/// <param name="Pitch">How high, 0 to 99.</param>
public sealed record Speaker(string Variant, int WordsPerMinute, int Pitch)
{
    private static readonly Lazy<bool> Installed = new(CanStart);

    /// <summary>The program espeak-ng is on this machine.</summary>
    public static bool IsInstalled => Installed.Value;

    /// <summary>Speakers on whose speech the detectors' constants were found.</summary>
    public static IReadOnlyList<Speaker> Known { get; } =
    [
        new("", 150, 50), new("f2", 165, 60), new("m3", 140, 35), new("f4", 180, 70), new("m7", 160, 45), new("klatt2", 150, 50),
    ];

    /// <summary>Others, for tests: no constant was chosen with them.</summary>
    public static IReadOnlyList<Speaker> Unknown { get; } =
    [
        new("f1", 155, 50), new("m2", 170, 40), new("Alicia", 145, 60), new("m5", 180, 45), new("klatt3", 160, 55), new("m6", 150, 50),
    ];

    /// <summary>Speaks a text, at 8 kHz.</summary>
    /// <exception cref="InvalidOperationException">espeak-ng failed.</exception>
    public short[] Speak(string text)
    {
        var voice = Variant.Length == 0 ? "he" : "he+" + Variant;
        var start = new ProcessStartInfo("espeak-ng")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-v", voice, "-s", WordsPerMinute.ToString(CultureInfo.InvariantCulture),
                "-p", Pitch.ToString(CultureInfo.InvariantCulture), "--stdout", "--", HebrewMarks.ForSpeech(text),
            },
        };
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"espeak-ng ended with {process.ExitCode}.");
        return WaveFile.Read(bytes.ToArray()).At(SpeechFrame.SampleRate);
    }

    private static bool CanStart()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("espeak-ng", "--version") { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
