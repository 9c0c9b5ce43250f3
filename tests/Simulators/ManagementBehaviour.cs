namespace YemotAi.Simulators;

/// <summary>How <see cref="YemotManagementSimulator"/> answers.</summary>
public enum ManagementBehaviour
{
    /// <summary>As it should.</summary>
    Normal,

    /// <summary>The token's session is expired: FORBIDDEN as JSON, with status 200.</summary>
    SessionExpired,

    /// <summary>An error as JSON, with status 200.</summary>
    ErrorWithOk,

    /// <summary>JSON with status 200 whose message repeats the token, as careless servers do.</summary>
    ErrorThatRepeatsTheToken,

    /// <summary>A page of HTML with status 200.</summary>
    Page,

    /// <summary>Status 500.</summary>
    ServerError,

    /// <summary>Sends the client to another address, with the same request.</summary>
    Redirects,

    /// <summary>Does not answer until the client has gone.</summary>
    Holds,

    /// <summary>Breaks the connection in the middle of the answer.</summary>
    BreaksOff,

    /// <summary>A sound that goes on for 64 MB and does not say so before.</summary>
    Endless,
}
