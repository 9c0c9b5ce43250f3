using System.Net;
using System.Security.Cryptography;
using System.Text;
using YemotAi.Telephony.Access;

namespace YemotAi.Telephony.Yemot.Access;

/// <summary>
/// Who may ask for answers. Yemot signs nothing, so a secret that only the extension and this program know is what
/// tells its requests from others': as a constant parameter (<c>api_add_0=secret=…</c>) or as the last segment of the
/// path. Thread-safe.
/// </summary>
public sealed class YemotAccess
{
    private readonly byte[][] _secretHashes;
    private readonly AddressRanges _addresses;

    /// <summary>Access by these settings.</summary>
    /// <exception cref="ArgumentException">An address in the settings is none.</exception>
    public YemotAccess(YemotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _secretHashes = [.. options.Secrets.Select(Hash)];
        _addresses = new AddressRanges(options.AllowedAddresses);
    }

    /// <summary>Whether anyone at all may ask: no secret and no address is set.</summary>
    public bool IsOpen => _secretHashes.Length == 0 && _addresses.IsEmpty;

    /// <summary>Whether a secret is needed.</summary>
    public bool NeedsSecret => _secretHashes.Length > 0;

    /// <summary>Decides on a request.</summary>
    /// <param name="address">Where it came from; null when unknown, which is on no list.</param>
    /// <param name="parameterSecret">The secret among its parameters, or null.</param>
    /// <param name="pathSecret">The secret in its path, decoded, or null. One right secret is enough.</param>
    public YemotAccessDecision Check(IPAddress? address, string? parameterSecret, string? pathSecret = null)
    {
        if (!AllowsAddress(address))
            return YemotAccessDecision.AddressNotAllowed;
        if (!NeedsSecret)
            return YemotAccessDecision.Allowed;
        if (string.IsNullOrEmpty(parameterSecret) && string.IsNullOrEmpty(pathSecret))
            return YemotAccessDecision.SecretMissing;
        return IsSecret(parameterSecret) | IsSecret(pathSecret)
            ? YemotAccessDecision.Allowed
            : YemotAccessDecision.SecretWrong;
    }

    /// <summary>Whether requests from an address may come in, as far as addresses go.</summary>
    public bool AllowsAddress(IPAddress? address) => _addresses.IsEmpty || _addresses.Contains(address);

    /// <summary>
    /// Compares hashes, which all have one length, with each secret that is set, so that the time taken tells neither
    /// how long a secret is nor how much of it was right.
    /// </summary>
    private bool IsSecret(string? presented)
    {
        if (string.IsNullOrEmpty(presented))
            return false;
        var hash = Hash(presented);
        var right = false;
        foreach (var secret in _secretHashes)
            right |= CryptographicOperations.FixedTimeEquals(hash, secret);
        return right;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
