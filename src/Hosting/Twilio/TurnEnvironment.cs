using System.Globalization;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Hosting.Twilio;

/// <summary>How turns are taken, by the names that the environment has for it. What the settings say is stronger.</summary>
internal static class TurnEnvironment
{
    private const double MostMilliseconds = 120_000;

    /// <summary>Fills what the settings leave at its default.</summary>
    /// <param name="options">As the settings have it.</param>
    /// <param name="variable">Reads a variable; null when there is none.</param>
    /// <param name="problem">Told of a variable whose value does not fit.</param>
    public static TurnOptions Apply(TurnOptions options, Func<string, string?> variable, Action<string, string> problem)
    {
        var standard = new TurnOptions();
        return options with
        {
            EndSilence = Time("MIN_UTT_SEC", 1000, options.EndSilence, standard.EndSilence),
            LongestSegment = Time("MAX_UTT_SEC", 1000, options.LongestSegment, standard.LongestSegment),
            ShortestBreath = Time("RESP_MIN_DELAY_MS", 1, options.ShortestBreath, standard.ShortestBreath),
            LongestBreath = Time("RESP_MAX_DELAY_MS", 1, options.LongestBreath, standard.LongestBreath),
            Refractory = Time("REPLY_REFRACTORY_MS", 1, options.Refractory, standard.Refractory),
            RepeatWindow = Time("DEDUP_WINDOW_SEC", 1000, options.RepeatWindow, standard.RepeatWindow),
            HintAfter = Time("THINKING_HINT_MS", 1, options.HintAfter, standard.HintAfter),
            BargeIn = options.BargeIn == standard.BargeIn && variable("BARGE_IN") is { } may ? YesNo("BARGE_IN", may, standard.BargeIn) : options.BargeIn,
            BargeInFrames = (int)Number("BARGE_IN_VOICE_FRAMES", options.BargeInFrames, standard.BargeInFrames, 1, 100),
        };

        TimeSpan Time(string name, double milliseconds, TimeSpan set, TimeSpan usual) => TimeSpan.FromMilliseconds(
            Number(name, set.TotalMilliseconds / milliseconds, usual.TotalMilliseconds / milliseconds, 0, MostMilliseconds / milliseconds) * milliseconds);

        double Number(string name, double set, double usual, double least, double most)
        {
            if (set != usual || variable(name) is not { Length: > 0 } text) return set;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            problem(name, $"'{text}' does not fit. Allowed: a number from {least} to {most}.");
            return set;
        }

        bool YesNo(string name, string text, bool usual)
        {
            if (text.ToUpperInvariant() is "TRUE" or "1" or "YES") return true;
            if (text.ToUpperInvariant() is "FALSE" or "0" or "NO") return false;
            problem(name, $"'{text}' does not fit. Allowed: true, false.");
            return usual;
        }
    }
}
