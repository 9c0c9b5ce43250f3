using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Telephony.Yemot.Access;

/// <summary>
/// Who may ask for answers. Yemot signs nothing, so a secret that only the extension and this program know is what
/// tells its requests from others': as a constant parameter (<c>api_add_0=secret=…</c>) or as the last segment of the
/// path. Thread-safe.
/// </summary>
public sealed class YemotAccess
{
    private readonly byte[][] _secretHashes;
    private readonly IPNetwork[] _networks;

    /// <summary>Access by these settings.</summary>
    /// <exception cref="ArgumentException">An address in the settings is none.</exception>
    public YemotAccess(YemotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _secretHashes = [.. options.Secrets.Select(Hash)];
        _networks = [.. options.AllowedAddresses.Select(ParseNetwork)];
    }

    /// <summary>Whether anyone at all may ask: no secret and no address is set.</summary>
    public bool IsOpen => _secretHashes.Length == 0 && _networks.Length == 0;

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
    public bool AllowsAddress(IPAddress? address)
    {
        if (_networks.Length == 0)
            return true;
        if (address is null)
            return false;
        // A socket that listens for both kinds gives an IPv4 address in its IPv6 form.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(plain));
    }

    /// <summary>Reads an address or a range such as <c>10.0.0.0/8</c>; false when it is neither.</summary>
    internal static bool TryParseNetwork(string? text, out IPNetwork network)
    {
        // The framework drops the bits beyond the prefix; who wrote them may have meant another range.
        if (IPNetwork.TryParse(text, out network))
            return IPAddress.TryParse(text.AsSpan(0, text!.IndexOf('/', StringComparison.Ordinal)), out var given) && given.Equals(network.BaseAddress);
        if (!IPAddress.TryParse(text, out var address))
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        network = new IPNetwork(plain, plain.GetAddressBytes().Length * 8);
        return true;
    }

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

    private static IPNetwork ParseNetwork(string text) => TryParseNetwork(text, out var network)
        ? network
        : throw new ArgumentException($"'{text}' is neither an address nor a range such as 10.0.0.0/8.", nameof(text));
}
