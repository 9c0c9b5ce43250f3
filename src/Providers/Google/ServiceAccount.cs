using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace YemotAi.Providers.Google;

/// <summary>A service account's key, as Google gives it as a JSON file. Its text form shows nothing of the key.</summary>
internal sealed class ServiceAccount
{
    /// <summary>What tokens are good for: all of Google Cloud that the account may use.</summary>
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>How long a token is asked for: the longest that Google gives.</summary>
    private const int Seconds = 3_600;

    private readonly string _email;
    private readonly string _keyId;
    private readonly string _key;

    private ServiceAccount(string email, string keyId, string key, Uri tokenUrl) =>
        (_email, _keyId, _key, TokenUrl) = (email, keyId, key, tokenUrl);

    /// <summary>Where its tokens are to be had.</summary>
    public Uri TokenUrl { get; }

    /// <summary>Reads a key.</summary>
    /// <param name="json">What is in the file.</param>
    /// <param name="tokenUrl">Where tokens are to be had; empty for what the file says.</param>
    /// <exception cref="GoogleAccountException">It is none that can be used.</exception>
    public static ServiceAccount Read(string json, string tokenUrl)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var root = parsed.RootElement;
            if (Text(root, "type") is var type and not "service_account")
                throw new GoogleAccountException($"The credentials are of the type '{(type.Length <= 40 ? type : "")}'; needed is the key of a service account.");
            var account = new ServiceAccount(
                Text(root, "client_email"), Text(root, "private_key_id"), Text(root, "private_key"),
                AddressOf(tokenUrl.Length > 0 ? tokenUrl : Text(root, "token_uri")));
            if (account._email.Length == 0) throw new GoogleAccountException("The credentials have no client_email.");
            // A key that cannot sign is found out at the start, not at the first call.
            account.Assertion(DateTimeOffset.UnixEpoch);
            return account;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new GoogleAccountException("The credentials are no JSON: needed is the key file of a service account.");
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            throw new GoogleAccountException("The private_key of the credentials is none: needed is the key file of a service account, as it is.");
        }
    }

    /// <summary>What is given for a token: a statement of the account, signed with its key (RFC 7523, RS256).</summary>
    /// <param name="now">The moment from which it is good.</param>
    public string Assertion(DateTimeOffset now)
    {
        var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = _keyId }));
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = _email,
            scope = Scope,
            aud = TokenUrl.ToString(),
            iat = now.ToUnixTimeSeconds(),
            exp = now.ToUnixTimeSeconds() + Seconds,
        }));
        using var rsa = RSA.Create();
        rsa.ImportFromPem(_key);
        var signed = Encoding.ASCII.GetBytes($"{header}.{claims}");
        return $"{header}.{claims}.{Encode(rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(ServiceAccount);

    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new GoogleAccountException("The token_uri of the credentials is no https address.");

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
