using System.Text.Json.Serialization;

namespace YemotAi.Calls.Voice;

/// <summary>What follows when the agent has spoken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VoiceNext>))]
public enum VoiceNext
{
    /// <summary>The caller is listened to.</summary>
    Listen,

    /// <summary>The work goes on: more is to be spoken, and is asked for at once.</summary>
    More,

    /// <summary>The caller is recorded by the telephone platform, without a recogniser.</summary>
    Record,

    /// <summary>The caller is put through to another telephone.</summary>
    Transfer,

    /// <summary>The call ends.</summary>
    HangUp,
}
