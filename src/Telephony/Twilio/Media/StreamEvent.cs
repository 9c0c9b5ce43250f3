namespace YemotAi.Telephony.Twilio.Media;

/// <summary>What a message of a media stream is about, by its <c>event</c>.</summary>
internal enum StreamEvent
{
    /// <summary>One that is not known here; it is passed over.</summary>
    Unknown,

    /// <summary>The socket is open; always the first.</summary>
    Connected,

    /// <summary>The stream begins: whose it is.</summary>
    Start,

    /// <summary>What the caller says.</summary>
    Media,

    /// <summary>The caller pressed a key.</summary>
    Dtmf,

    /// <summary>What was sent before a mark has been played, or was cleared.</summary>
    Mark,

    /// <summary>The stream is over; always the last.</summary>
    Stop,
}
