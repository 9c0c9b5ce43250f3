using System.Globalization;

namespace YemotAi.Calls.Voice;

/// <summary>
/// A part of <see cref="VoiceManner"/> that has a name of its own, in the unit that the name tells: as an environment
/// variable in capitals, in a business's file in small letters.
/// </summary>
/// <param name="Name">In capitals, such as <c>MIN_UTT_SEC</c>.</param>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Get">Its value in a manner; a switch is 1 or 0.</param>
/// <param name="Set">A manner with another value.</param>
public sealed record VoiceMannerSetting(
    string Name, double Least, double Most, Func<VoiceManner, double> Get, Func<VoiceManner, double, VoiceManner> Set)
{
    /// <summary>Longer than any of these times is sensible.</summary>
    private const double MostSeconds = 120;

    /// <summary>All that have a name.</summary>
    public static IReadOnlyList<VoiceMannerSetting> All { get; } =
    [
        Seconds("MIN_UTT_SEC", 0.2, manner => manner.Turns.EndSilence, (manner, time) => manner with { Turns = manner.Turns with { EndSilence = time } }),
        Seconds("MAX_UTT_SEC", 1, manner => manner.Turns.LongestSegment, (manner, time) => manner with { Turns = manner.Turns with { LongestSegment = time } }),
        Milliseconds("RESP_MIN_DELAY_MS", manner => manner.Turns.ShortestBreath, (manner, time) => manner with { Turns = manner.Turns with { ShortestBreath = time } }),
        Milliseconds("RESP_MAX_DELAY_MS", manner => manner.Turns.LongestBreath, (manner, time) => manner with { Turns = manner.Turns with { LongestBreath = time } }),
        Milliseconds("REPLY_REFRACTORY_MS", manner => manner.Turns.Refractory, (manner, time) => manner with { Turns = manner.Turns with { Refractory = time } }),
        Seconds("DEDUP_WINDOW_SEC", 0, manner => manner.Turns.RepeatWindow, (manner, time) => manner with { Turns = manner.Turns with { RepeatWindow = time } }),
        Milliseconds("THINKING_HINT_MS", manner => manner.Turns.HintAfter, (manner, time) => manner with { Turns = manner.Turns with { HintAfter = time } }),
        new("BARGE_IN", 0, 1, manner => manner.Turns.BargeIn ? 1 : 0, (manner, value) => manner with { Turns = manner.Turns with { BargeIn = value != 0 } }) { IsSwitch = true },
        new("BARGE_IN_VOICE_FRAMES", 1, 100, manner => manner.Turns.BargeInFrames, (manner, value) => manner with { Turns = manner.Turns with { BargeInFrames = (int)value } }),
        new("VAD_RMS", 0, 10_000, manner => manner.VoiceActivity.MinimumRms, (manner, value) => manner with { VoiceActivity = manner.VoiceActivity with { MinimumRms = value } }),
        new("VAD_HANGOVER_MS", 0, 2_000, manner => manner.VoiceActivity.HangoverMs, (manner, value) => manner with { VoiceActivity = manner.VoiceActivity with { HangoverMs = (int)value } }),
    ];

    /// <summary>It is on or off.</summary>
    public bool IsSwitch { get; private init; }

    /// <summary>What may be written, for messages.</summary>
    public string Allowed => IsSwitch ? "true, false" : string.Create(CultureInfo.InvariantCulture, $"a number from {Least} to {Most}");

    /// <summary>Reads what somebody wrote; null when it does not fit.</summary>
    public double? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (IsSwitch)
        {
            return text.ToUpperInvariant() switch
            {
                "TRUE" or "YES" or "1" => 1,
                "FALSE" or "NO" or "0" => 0,
                _ => null,
            };
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most ? value : null;
    }

    private static VoiceMannerSetting Seconds(string name, double least, Func<VoiceManner, TimeSpan> get, Func<VoiceManner, TimeSpan, VoiceManner> set) =>
        new(name, least, MostSeconds, manner => get(manner).TotalSeconds, (manner, value) => set(manner, TimeSpan.FromSeconds(value)));

    private static VoiceMannerSetting Milliseconds(string name, Func<VoiceManner, TimeSpan> get, Func<VoiceManner, TimeSpan, VoiceManner> set) =>
        new(name, 0, MostSeconds * 1000, manner => get(manner).TotalMilliseconds, (manner, value) => set(manner, TimeSpan.FromMilliseconds(value)));
}
