using YemotAi.Calls.Voice;

namespace YemotAi.Hosting.Twilio;

/// <summary>How conversations are led, by the names that the environment has for it. What the settings say is stronger.</summary>
internal static class MannerEnvironment
{
    /// <summary>Fills what the settings leave at its default.</summary>
    /// <param name="manner">As the settings have it.</param>
    /// <param name="variable">Reads a variable; null when there is none.</param>
    /// <param name="problem">Told of a variable whose value does not fit.</param>
    public static VoiceManner Apply(VoiceManner manner, Func<string, string?> variable, Action<string, string> problem)
    {
        var standard = new VoiceManner();
        foreach (var setting in VoiceMannerSetting.All)
        {
            if (variable(setting.Name) is not { Length: > 0 } text || setting.Get(manner) != setting.Get(standard)) continue;
            if (setting.Read(text) is { } value) manner = setting.Set(manner, value);
            else problem(setting.Name, $"'{text}' does not fit. Allowed: {setting.Allowed}.");
        }

        return variable("THINKING_TEXT_HE") is { Length: > 0 } hint ? manner with { Hints = [hint] } : manner;
    }
}
