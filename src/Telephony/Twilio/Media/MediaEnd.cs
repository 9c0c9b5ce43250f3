namespace YemotAi.Telephony.Twilio.Media;

/// <summary>Why a call's media stream is over.</summary>
public enum MediaEnd
{
    /// <summary>Twilio stopped it: the call has ended, or went on elsewhere.</summary>
    Stopped,

    /// <summary>The call ended it, and what it had said has been played.</summary>
    Finished,

    /// <summary>The connection broke, or was closed without a word.</summary>
    Lost,

    /// <summary>Nothing came for <see cref="MediaSocketOptions.SilenceLimit"/>, or nothing went out for <see cref="MediaSocketOptions.SendLimit"/>.</summary>
    Silent,

    /// <summary>Another stream of the same call has taken its place.</summary>
    Replaced,

    /// <summary>The program is stopping.</summary>
    Stopping,

    /// <summary>What came was not a media stream.</summary>
    Broken,

    /// <summary>Something failed here.</summary>
    Failed,
}
