namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What is wrong with a message of a media stream. Each is counted by this name.</summary>
internal enum MediaProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is not JSON.</summary>
    NotJson,

    /// <summary>It is JSON, but a part of it is missing or is of another kind than it must be.</summary>
    WrongShape,

    /// <summary>A part of it is longer than it may be.</summary>
    TooLong,

    /// <summary>Its sound is not base64.</summary>
    NotBase64,

    /// <summary>The stream's sound is not 8 kHz mu-law of one channel.</summary>
    OtherSound,

    /// <summary>It names another stream or another call than the one of this socket.</summary>
    OtherStream,

    /// <summary>It came before the stream began, or after it stopped.</summary>
    OutOfPlace,

    /// <summary>The stream began a second time.</summary>
    StartedAgain,

    /// <summary>Its event is not known.</summary>
    UnknownEvent,

    /// <summary>A message before it is missing, or it came again.</summary>
    OutOfSequence,

    /// <summary>Sound came twice or too late.</summary>
    LateSound,

    /// <summary>Sound before it is missing; silence took its place.</summary>
    MissingSound,

    /// <summary>A mark came back that was not sent, or not as one that could come back.</summary>
    UnknownMark,

    /// <summary>More keys were pressed than the call takes.</summary>
    TooManyKeys,
}
