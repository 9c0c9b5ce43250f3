namespace YemotAi.Simulators.Models.Wire;

/// <summary>A request is not as the vendor wants it, or the vendor fails; becomes the vendor's error body.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="type">The vendor's type of error.</param>
/// <param name="message">What the vendor says.</param>
internal sealed class RequestRefused(int status, string type, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>The vendor's type of error, such as <c>invalid_request_error</c>.</summary>
    public string Type => type;

    /// <summary>OpenAI's <c>param</c>: the path of what is wrong.</summary>
    public string? Param { get; init; }

    /// <summary>OpenAI's <c>code</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What <c>Retry-After</c> says; null leaves it out.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Whether the body is a page of HTML, as from a proxy in front of the vendor.</summary>
    public bool Page { get; init; }
}
