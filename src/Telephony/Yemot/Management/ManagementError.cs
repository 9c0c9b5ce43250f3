using System.Globalization;
using System.Text.Json;

namespace YemotAi.Telephony.Yemot.Management;

/// <summary>
/// An error of the management API: JSON, which comes with status 200 too (protocol section 4).
/// </summary>
/// <param name="Status">OK, ERROR, FORBIDDEN or EXCEPTION; "unknown" for anything else.</param>
/// <param name="Code">The message's code, or null.</param>
/// <param name="IsForbidden">It says that the token is not accepted.</param>
internal readonly record struct ManagementError(string Status, int? Code, bool IsForbidden)
{
    private const int LongestBody = 64 * 1024;

    private static readonly string[] Known = ["OK", "ERROR", "FORBIDDEN", "EXCEPTION"];

    /// <summary>False when the body is no JSON object.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, out ManagementError error)
    {
        error = default;
        var start = body.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (start.IsEmpty || start[0] != (byte)'{' || start.Length > LongestBody) return false;
        try
        {
            using var json = JsonDocument.Parse(body[^start.Length..]);
            var root = json.RootElement;
            var said = Text(root, "responseStatus");
            var message = Text(root, "message");
            error = new ManagementError(
                Known.FirstOrDefault(known => known.Equals(said, StringComparison.OrdinalIgnoreCase)) ?? "unknown",
                root.TryGetProperty("messageCode", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number : null,
                said.Equals("FORBIDDEN", StringComparison.OrdinalIgnoreCase)
                || message.Contains("session is expired", StringComparison.OrdinalIgnoreCase)
                || message.Contains("token is invalid", StringComparison.OrdinalIgnoreCase));
            return true;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Bytes that are no UTF-8 pass the parser and fail when they are read.
            return false;
        }
    }

    /// <summary>For a log: nothing of the server's own words.</summary>
    public override string ToString() =>
        Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"{Status}, code {code}") : Status;

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
