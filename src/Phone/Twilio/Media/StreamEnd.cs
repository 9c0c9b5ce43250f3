namespace YemotAi.Phone.Twilio.Media;

/// <summary>Why a stream ended.</summary>
public enum StreamEnd
{
    /// <summary>The line's server did not take the WebSocket.</summary>
    NotOpened,

    /// <summary>The line closed it.</summary>
    ClosedByLine,

    /// <summary>The connection was lost.</summary>
    Lost,

    /// <summary>The call went on elsewhere or was over: Twilio sent <c>stop</c> and closed it.</summary>
    Stopped,
}
