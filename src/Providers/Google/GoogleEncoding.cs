namespace YemotAi.Providers.Google;

/// <summary>How sound is written in what goes to Google and comes from there.</summary>
public enum GoogleEncoding
{
    /// <summary>16-bit samples.</summary>
    Linear16,

    /// <summary>The telephone's mu-law: half as many bytes.</summary>
    MuLaw,
}
