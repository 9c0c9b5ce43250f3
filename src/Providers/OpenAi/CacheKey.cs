using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Providers.OpenAi;

/// <summary>Requests with the same key go where the same beginning is still in OpenAI's cache.</summary>
internal static class CacheKey
{
    /// <summary>
    /// The key of a business. Hashed, because its name is none of the vendor's concern and may be longer than the 64
    /// signs that are allowed.
    /// </summary>
    public static string Of(string business) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(business)).AsSpan(0, 16));
}
