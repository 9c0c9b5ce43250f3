using System.Buffers;
using System.Text;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>
/// Decodes one name or value of a query or form: <c>+</c> and <c>%XX</c>, UTF-8 with U+FFFD for what is none, broken
/// escapes left as they stand, control characters removed.
/// </summary>
internal static class FormDecoder
{
    private const int OnStack = 512;

    /// <summary>Longest encoded form of one UTF-16 unit: three bytes, each written as <c>%XX</c>.</summary>
    private const int MaxBytesPerChar = 9;

    private static readonly SearchValues<byte> AsTheyStand = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(value => (byte)value).Where(value => value is not ((byte)'%' or (byte)'+'))]);

    /// <summary>Decodes; null when the result has more than <paramref name="maxLength"/> characters.</summary>
    public static string? Decode(ReadOnlySpan<byte> raw, int maxLength)
    {
        if (raw.IsEmpty)
            return "";
        if (IsPlain(raw))
            return raw.Length > maxLength ? null : Encoding.ASCII.GetString(raw);
        if (raw.Length > (long)maxLength * MaxBytesPerChar)
            return null;

        byte[]? rented = null;
        Span<byte> bytes = raw.Length <= OnStack
            ? stackalloc byte[OnStack]
            : rented = ArrayPool<byte>.Shared.Rent(raw.Length);
        try
        {
            return ToText(bytes[..Unescape(raw, bytes)], maxLength);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Whether decoding would change nothing.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.ContainsAnyExcept(AsTheyStand);

    private static int Unescape(ReadOnlySpan<byte> raw, Span<byte> bytes)
    {
        var length = 0;
        for (var at = 0; at < raw.Length; at++)
        {
            var value = raw[at];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%' && at + 2 < raw.Length
                && HexDigit(raw[at + 1]) is >= 0 and var high && HexDigit(raw[at + 2]) is >= 0 and var low)
            {
                value = (byte)(high << 4 | low);
                at += 2;
            }

            bytes[length++] = value;
        }

        return length;
    }

    private static string? ToText(ReadOnlySpan<byte> bytes, int maxLength)
    {
        char[]? rented = null;
        Span<char> chars = bytes.Length <= OnStack
            ? stackalloc char[OnStack]
            : rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var read = Encoding.UTF8.GetChars(bytes, chars);
            var kept = 0;
            foreach (var character in chars[..read])
            {
                if (!char.IsControl(character))
                    chars[kept++] = character;
            }

            return kept > maxLength ? null : new string(chars[..kept]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static int HexDigit(byte value) => value switch
    {
        >= (byte)'0' and <= (byte)'9' => value - '0',
        >= (byte)'A' and <= (byte)'F' => value - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => value - 'a' + 10,
        _ => -1,
    };
}
