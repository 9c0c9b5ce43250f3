using System.Globalization;
using System.Text.Json;

namespace YemotAi.Providers.Api;

/// <summary>An error as a vendor told it.</summary>
/// <param name="Status">The status of HTTP; 0 for an error inside of a stream.</param>
/// <param name="Type">The error's type; empty if it has none.</param>
/// <param name="Code">The error's code; empty if it has none.</param>
/// <param name="Prose">
/// What it says to people. Only to recognise errors that have no code: it may hold a key or words of a caller.
/// </param>
internal sealed record VendorError(int Status, string Type, string Code, string Prose)
{
    private const int MostProse = 1_000;

    /// <summary>What a server that gives tokens says (RFC 6749, 5.2). Other servers have prose in that place.</summary>
    private static readonly string[] TokenCodes =
        ["invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope"];

    /// <summary>How long to wait before the next request; null if it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether a text is part of what it says to people.</summary>
    public bool Says(string text) => Prose.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>For the log: the status and the names.</summary>
    /// <param name="vendor">The vendor's name.</param>
    public string Detail(string vendor)
    {
        var names = string.Join(", ", new[] { Type, Code }.Where(name => name.Length > 0).Distinct());
        var status = Status == 0 ? "an error in the stream" : Status.ToString(CultureInfo.InvariantCulture);
        return $"{vendor} answered {status}{(names.Length > 0 ? ": " : "")}{names}.";
    }

    /// <summary>
    /// Reads what OpenAI, Anthropic and Google all send: an object with <c>error</c> in it. OpenAI has a <c>code</c> there,
    /// Anthropic for some errors an <c>error_code</c> in <c>details</c>, Google a <c>status</c>. Where a token is asked for
    /// (RFC 6749, 5.2), <c>error</c> is the code itself.
    /// </summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, perhaps only its beginning.</param>
    /// <param name="secret">What the names must not hold: a careless server repeats the key.</param>
    public static VendorError Read(int status, ReadOnlySpan<byte> body, string secret)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error))
            {
                if (error.ValueKind == JsonValueKind.Object)
                    return Of(status, Text(error, "type"), CodeOf(error), Text(error, "message"), secret);
                if (error.ValueKind == JsonValueKind.String && TokenCodes.Contains(error.GetString())) return Of(status, "", error.GetString(), "", secret);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A page of HTML, or half an error: the status says enough.
        }

        return new VendorError(status, "", "", "");
    }

    /// <summary>Makes one of what came, whatever came.</summary>
    public static VendorError Of(int status, string? type, string? code, string? prose, string secret = "") => new(
        status, Named(type, secret), Named(code, secret), prose is { Length: > MostProse } ? prose[..MostProse] : prose ?? "");

    private static string CodeOf(JsonElement error) =>
        Text(error, "code") is { Length: > 0 } code ? code
        : error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object ? Text(details, "error_code")
        : Text(error, "status").ToLowerInvariant();

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    // The names go to the log, so they must look like names.
    private static string Named(string? name, string secret) =>
        name is { Length: > 0 and <= 60 }
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_')
        && (secret.Length == 0 || !name.Contains(secret, StringComparison.OrdinalIgnoreCase))
            ? name
            : "";
}
