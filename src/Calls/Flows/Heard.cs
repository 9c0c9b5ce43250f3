namespace YemotAi.Calls.Flows;

/// <summary>What a caller answered.</summary>
/// <param name="Words">What was recognised; empty when nothing was.</param>
/// <param name="Keys">What was keyed; empty when nothing was.</param>
/// <param name="Recording">Where the recording lies on the platform, or null.</param>
public sealed record Heard(string Words, string Keys = "", string? Recording = null)
{
    /// <summary>The caller said something, and it could not be understood.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Neither words nor keys nor a recording.</summary>
    public bool IsSilence => Words.Length == 0 && Keys.Length == 0 && Recording is null;
}
