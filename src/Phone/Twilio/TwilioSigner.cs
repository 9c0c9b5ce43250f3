using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Phone.Twilio;

/// <summary>Signs as Twilio does: HMAC-SHA1 over the address and the form's values in the order of their names (protocol section 1.5).</summary>
internal static class TwilioSigner
{
    public const string Header = "X-Twilio-Signature";

    public static string Sign(string authToken, Uri url, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        // What Twilio itself sends has no name twice.
        var data = new StringBuilder(url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        foreach (var (name, value) in form.OrderBy(one => one.Key, StringComparer.Ordinal)) data.Append(name).Append(value);
#pragma warning disable CA5350 // Twilio signs with SHA-1.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(data.ToString())));
#pragma warning restore CA5350
    }
}
