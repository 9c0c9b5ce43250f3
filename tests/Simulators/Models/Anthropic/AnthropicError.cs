using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>Anthropic's errors, in its words.</summary>
internal static class AnthropicError
{
    /// <summary>A request that is wrong.</summary>
    public static RequestRefused Bad(string message) => new(400, "invalid_request_error", message);

    /// <summary>There is no such thing.</summary>
    public static RequestRefused NotFound(string what) => new(404, "not_found_error", what);

    /// <summary>The key is missing or wrong.</summary>
    public static RequestRefused Key(string message) => new(401, "authentication_error", message);

    /// <summary>The error after a stream has begun.</summary>
    public static RequestRefused MidStream() => new(529, "overloaded_error", "Overloaded");

    /// <summary>The HTTP error that a fault is; null for one that is none.</summary>
    public static RequestRefused? Of(ModelAnswer answer, ModelRequest request) => answer.Fault switch
    {
        ModelFault.WrongKey => Key("invalid x-api-key"),
        ModelFault.NoSuchModel => NotFound($"model: {request.Model}"),
        ModelFault.RateLimited => new(429, "rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute.")
        {
            RetryAfterSeconds = answer.RetryAfterSeconds,
        },
        ModelFault.UsedUp => Bad("Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
        ModelFault.ServerError => new(500, "api_error", "Internal server error"),
        ModelFault.Overloaded => new(529, "", "") { Page = true },
        ModelFault.ContextFull => Bad("prompt is too long: 208310 tokens > 200000 maximum"),
        _ => null,
    };
}
