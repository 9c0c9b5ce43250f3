using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YemotAi.Simulators.Google;

/// <summary>A service account's key, and the check of what was signed with it.</summary>
internal sealed class GoogleKey
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>How far clocks may be apart, in seconds.</summary>
    private const long Skew = 300;

    // Making one takes long; that all simulations of a process share it is no harm, since each knows its own id only.
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly string _email = "voices@simulated.iam.gserviceaccount.com";

    /// <summary>The key as text.</summary>
    public string Pem => Rsa.ExportPkcs8PrivateKeyPem();

    /// <summary>The key's file, as Google gives it.</summary>
    public string File(string tokenUrl) => new JsonObject
    {
        ["type"] = "service_account",
        ["project_id"] = "simulated",
        ["private_key_id"] = _id,
        ["private_key"] = Pem,
        ["client_email"] = _email,
        ["client_id"] = "100000000000000000000",
        ["auth_uri"] = "https://accounts.google.com/o/oauth2/auth",
        ["token_uri"] = tokenUrl,
        ["universe_domain"] = "googleapis.com",
    }.ToJsonString();

    /// <summary>What is wrong with a signed statement; null when nothing is.</summary>
    /// <param name="assertion">The statement.</param>
    /// <param name="audience">For whom it must be.</param>
    /// <param name="now">The moment.</param>
    public string? ProblemOf(string assertion, string audience, DateTimeOffset now)
    {
        try
        {
            var parts = assertion.Split('.');
            if (parts.Length != 3) return "The assertion has not three parts.";
            var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
            if (header.GetProperty("alg").GetString() != "RS256") return "The assertion is not signed by RS256.";
            if (header.GetProperty("kid").GetString() != _id) return "The key is unknown.";
            var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
            if (!Rsa.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                return "Invalid JWT Signature.";
            if (claims.GetProperty("iss").GetString() != _email) return "The issuer is unknown.";
            if (claims.GetProperty("aud").GetString() != audience) return "Invalid JWT: Failed audience check.";
            if (claims.GetProperty("scope").GetString() != Scope) return "The scope is none.";
            var (from, to, at) = (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64(), now.ToUnixTimeSeconds());
            return to - from is <= 0 or > 3_600 || from > at + Skew || to < at - Skew
                ? "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."
                : null;
        }
        catch (Exception error) when (error is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "The assertion is none.";
        }
    }
}
