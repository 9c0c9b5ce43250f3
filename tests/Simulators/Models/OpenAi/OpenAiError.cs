using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>OpenAI's errors, in its words.</summary>
internal static class OpenAiError
{
    private const string Invalid = "invalid_request_error";

    /// <summary>A request that is wrong in a way that has a code.</summary>
    public static RequestRefused Bad(string message, string? param = null, string? code = null) =>
        new(400, Invalid, message) { Param = param, Code = code };

    /// <summary>Something that must be there is not.</summary>
    public static RequestRefused Missing(string param) =>
        Bad($"Missing required parameter: '{param}'.", param, "missing_required_parameter");

    /// <summary>A value that is none of those that may be.</summary>
    public static RequestRefused Value(string param, string value, IEnumerable<string> allowed) =>
        Bad($"Invalid value: '{value}'. Supported values are: {string.Join(", ", allowed.Select(a => $"'{a}'"))}.", param, "invalid_value");

    /// <summary>There is no such model.</summary>
    public static RequestRefused NoModel(string model) =>
        new(404, Invalid, $"The model `{model}` does not exist or you do not have access to it.") { Code = "model_not_found" };

    /// <summary>The key is wrong. OpenAI repeats the ends of what it got.</summary>
    public static RequestRefused WrongKey(string key)
    {
        var shown = key.Length > 12 ? key[..8] + new string('*', key.Length - 12) + key[^4..] : new string('*', key.Length);
        return new(401, Invalid, $"Incorrect API key provided: {shown}. You can find your API key at https://platform.openai.com/account/api-keys.")
        {
            Code = "invalid_api_key",
        };
    }

    /// <summary>The error after a stream has begun.</summary>
    public static RequestRefused MidStream() =>
        new(500, "server_error", "The server had an error while processing your request. Sorry about that!") { Code = "server_error" };

    /// <summary>The conversation is too long for the model.</summary>
    public static RequestRefused ContextFull() => Bad(
        "Your input exceeds the context window of this model. Please adjust your input and try again.", "input", "context_length_exceeded");

    /// <summary>The HTTP error that a fault is; null for one that is none.</summary>
    /// <param name="answer">What goes wrong.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="saysByEvents">Whether a conversation that is too long is told by an event.</param>
    public static RequestRefused? Of(ModelAnswer answer, ModelRequest request, bool saysByEvents) => answer.Fault switch
    {
        ModelFault.WrongKey => WrongKey(request.Key),
        ModelFault.NoSuchModel => NoModel(request.Model),
        ModelFault.RateLimited => new(429, "requests", $"Rate limit reached for {request.Model} in organization org-simulated on requests per min (RPM): Limit 3, Used 3, Requested 1.")
        {
            Code = "rate_limit_exceeded",
            RetryAfterSeconds = answer.RetryAfterSeconds,
        },
        ModelFault.UsedUp => new(429, "insufficient_quota", "You exceeded your current quota, please check your plan and billing details.")
        {
            Code = "insufficient_quota",
        },
        ModelFault.ServerError => new(500, "server_error", "The server had an error while processing your request. Sorry about that!"),
        ModelFault.ContextFull => saysByEvents ? null : ContextFull(),
        ModelFault.Overloaded => new(503, "", "") { Page = true },
        _ => null,
    };
}
