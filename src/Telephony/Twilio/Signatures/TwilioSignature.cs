using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Telephony.Twilio.Signatures;

/// <summary>
/// <c>X-Twilio-Signature</c> (protocol section 1.5): HMAC-SHA1 by the account's auth token over the address and the form's
/// values, in base64. SHA-1 is Twilio's choice.
/// </summary>
public static class TwilioSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "X-Twilio-Signature";

    /// <summary>The parameter of the address that holds the hash of a body that is no form.</summary>
    public const string BodyHashParameter = "bodySHA256";

    private const int HashBytes = 20;

    /// <summary>The signature of a request.</summary>
    /// <param name="authToken">The account's auth token.</param>
    /// <param name="url">The whole address, exactly as it was asked, without fragment.</param>
    /// <param name="form">The form's values, decoded and not trimmed; none for GET and for bodies that are no form.</param>
    public static string Of(string authToken, string url, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        ArgumentNullException.ThrowIfNull(authToken);
        ArgumentNullException.ThrowIfNull(url);
        return Convert.ToBase64String(Hash(authToken, url, Joined(form)));
    }

    /// <summary>
    /// Whether a signature is right for an address in one of its two forms: senders differ in whether they sign the
    /// port where it is the scheme's own.
    /// </summary>
    /// <param name="authToken">The account's auth token.</param>
    /// <param name="signature">What the header said; null or anything.</param>
    /// <param name="url">The whole address.</param>
    /// <param name="form">The form's values.</param>
    public static bool IsRight(string authToken, string? signature, string url, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        ArgumentNullException.ThrowIfNull(url);
        if (!TryDecode(signature, out var presented)) return false;
        var joined = Joined(form);
        var right = false;
        foreach (var candidate in PortForms(url)) right |= CryptographicOperations.FixedTimeEquals(Hash(authToken, candidate, joined), presented);
        return right;
    }

    /// <summary>
    /// Whether the signature of a WebSocket's opening is right: signed is <c>wss</c> or <c>https</c>, with or without a
    /// slash at the end, with or without the port.
    /// </summary>
    /// <param name="authToken">The account's auth token.</param>
    /// <param name="signature">What the header said; null or anything.</param>
    /// <param name="url">The whole address, <c>https</c> or <c>wss</c>.</param>
    public static bool IsRightForSocket(string authToken, string? signature, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var right = false;
        foreach (var candidate in SocketForms(url)) right |= IsRight(authToken, signature, candidate);
        return right;
    }

    /// <summary>Whether a body has the hash that its address names. The hash alone proves nothing: the address is signed.</summary>
    /// <param name="query">The address's query, with or without <c>?</c>.</param>
    /// <param name="body">The body as it came.</param>
    public static bool IsBody(string query, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (BodyHash(query) is not { } named) return false;
        // Twilio writes small letters; the comparison is of text, so that only those are taken.
        var hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body)));
        return CryptographicOperations.FixedTimeEquals(hash, Encoding.UTF8.GetBytes(named));
    }

    /// <summary>The hash that an address names; null when it names none.</summary>
    internal static string? BodyHash(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).SequenceEqual(BodyHashParameter)) return Uri.UnescapeDataString(part[(equals + 1)..]);
        }

        return null;
    }

    /// <summary>
    /// Key and value of each, by key in ordinal order; several values of one key each once and in order.
    /// </summary>
    private static string Joined(IEnumerable<KeyValuePair<string, string>>? form)
    {
        if (form is null) return "";
        var joined = new StringBuilder();
        foreach (var (key, value) in form.Distinct().OrderBy(one => one.Key, StringComparer.Ordinal).ThenBy(one => one.Value, StringComparer.Ordinal))
            joined.Append(key).Append(value);
        return joined.ToString();
    }

    private static byte[] Hash(string authToken, string url, string joined) =>
#pragma warning disable CA5350 // Twilio signs with SHA-1.
        HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(url + joined));
#pragma warning restore CA5350

    private static bool TryDecode(string? signature, out byte[] bytes)
    {
        bytes = new byte[HashBytes];
        // 20 bytes are 28 letters of base64; the framework would pass over spaces in it.
        return signature is { Length: 28 } && Convert.TryFromBase64String(signature, bytes, out var length) && length == HashBytes;
    }

    /// <summary>The address without a port, and with the one it has, or else its scheme's.</summary>
    private static string[] PortForms(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return [url];
        var start = scheme + 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#') is >= 0 and var length ? start + length : url.Length;
        var host = url[start..end];
        var colon = host.IndexOf(':', host.LastIndexOf(']') + 1);
        var bare = colon < 0 ? host : host[..colon];
        var port = colon >= 0 ? host[colon..]
            : url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("wss:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
        return [url[..start] + bare + url[end..], url[..start] + bare + port + url[end..]];
    }

    private static string[] SocketForms(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var rest = colon < 0 ? url : url[colon..];
        var isPlain = url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("ws:", StringComparison.OrdinalIgnoreCase);
        string[] schemes = isPlain ? ["ws", "http"] : ["wss", "https"];
        var bare = rest.TrimEnd('/');
        return [.. schemes.SelectMany(scheme => new[] { scheme + bare, scheme + bare + "/" })];
    }
}
