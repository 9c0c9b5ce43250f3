using System.Net;
using System.Net.Sockets;

namespace YemotAi.Telephony.Access;

/// <summary>
/// A list of addresses (<c>192.0.2.7</c>, <c>2001:db8::7</c>) and ranges (<c>10.0.0.0/8</c>), and who is on it.
/// Thread-safe.
/// </summary>
public sealed class AddressRanges
{
    private const int BitsBeforeIPv4 = 96;

    private readonly IPNetwork[] _ranges;

    /// <summary>The list of these texts.</summary>
    /// <exception cref="ArgumentException">One of them is neither an address nor a range.</exception>
    public AddressRanges(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _ranges = [.. texts.Select(Parse)];
    }

    /// <summary>The ranges; a single address is a range of one.</summary>
    public IReadOnlyList<IPNetwork> Ranges => _ranges;

    /// <summary>Whether nobody is on it.</summary>
    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>Whether an address is on it. An unknown one (null) is not.</summary>
    public bool Contains(IPAddress? address)
    {
        if (address is null) return false;
        // A socket that listens for both kinds gives an IPv4 address in its IPv6 form.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_ranges, range => range.Contains(plain));
    }

    /// <summary>Reads an address or a range whose address has no bits beyond the prefix; false when it is neither.</summary>
    public static bool TryParse(string? text, out IPNetwork range)
    {
        range = default;
        if (string.IsNullOrEmpty(text)) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        // The framework reads "10" and "010.0.0.1" as addresses too, and not as those that are meant.
        if (address.AddressFamily == AddressFamily.InterNetwork && !text.StartsWith(address.ToString(), StringComparison.Ordinal)) return false;
        if (slash < 0)
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            range = new IPNetwork(plain, plain.GetAddressBytes().Length * 8);
            return true;
        }

        // The framework drops the bits beyond the prefix; who wrote them may have meant another range.
        if (!IPNetwork.TryParse(text, out var given) || !given.BaseAddress.Equals(address)) return false;
        range = address.IsIPv4MappedToIPv6 && given.PrefixLength >= BitsBeforeIPv4
            ? new IPNetwork(address.MapToIPv4(), given.PrefixLength - BitsBeforeIPv4)
            : given;
        return true;
    }

    private static IPNetwork Parse(string text) => TryParse(text, out var range)
        ? range
        : throw new ArgumentException($"'{text}' is neither an address nor a range such as 10.0.0.0/8.", nameof(text));
}
