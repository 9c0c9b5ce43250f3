using System.Buffers;
using System.Text;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>
/// Reads what Yemot sends, from the raw query and the raw form body, in one pass. Whatever comes, the outcome is a
/// value; nothing is thrown.
/// </summary>
/// <remarks>
/// Query and body are one list, the body last. Yemot sends a name again for each time it was asked, the newest last,
/// so the last of a name wins. When the address in the extension already has a query, Yemot puts its own after it
/// with a second question mark; such a mark is read as <c>&amp;</c>.
/// </remarks>
public sealed class YemotRequestParser
{
    private const int OnStack = 2048;

    private readonly YemotRequestLimits _limits;
    private readonly byte[] _secretName;

    /// <summary>A parser.</summary>
    /// <param name="limits">What a request may not exceed.</param>
    /// <param name="secretParameter">Name of the parameter that carries the shared secret.</param>
    public YemotRequestParser(YemotRequestLimits limits, string secretParameter)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentException.ThrowIfNullOrEmpty(secretParameter);
        _limits = limits;
        _secretName = Encoding.UTF8.GetBytes(secretParameter);
    }

    /// <summary>Reads a request.</summary>
    /// <param name="query">The query as it came, still encoded, with or without its leading question mark.</param>
    /// <param name="body">The body of a POST as it came; empty for GET.</param>
    public YemotRequestResult Parse(ReadOnlySpan<char> query, ReadOnlySpan<byte> body = default)
    {
        if ((long)query.Length + body.Length > _limits.MaxTotalBytes)
            return YemotRequestResult.Rejected(YemotRejection.TooLarge);

        var collector = new RequestCollector(_limits, _secretName, stackalloc byte[OnStack]);
        try
        {
            if (ReadQuery(query, ref collector))
                ReadPairs(body, ref collector, mayBeGlued: false);
            return collector.Finish();
        }
        finally
        {
            collector.Dispose();
        }
    }

    private static bool ReadQuery(scoped ReadOnlySpan<char> query, ref RequestCollector collector)
    {
        if (query.StartsWith('?'))
            query = query[1..];
        if (query.IsEmpty)
            return true;

        var size = Ascii.IsValid(query) ? query.Length : Encoding.UTF8.GetByteCount(query);
        byte[]? rented = null;
        Span<byte> bytes = size <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return ReadPairs(bytes[..Encoding.UTF8.GetBytes(query, bytes)], ref collector, mayBeGlued: true);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool ReadPairs(scoped ReadOnlySpan<byte> text, ref RequestCollector collector, bool mayBeGlued)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'&');
            var pair = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];

            // The seam can only be before the first parameter of Yemot's; after it a question mark is a caller's.
            if (mayBeGlued && !collector.SawYemots && FindSeam(pair) is >= 0 and var seam)
            {
                if (!ReadPair(pair[..seam], ref collector))
                    return false;
                pair = pair[(seam + 1)..];
                mayBeGlued = false;
            }

            if (!ReadPair(pair, ref collector))
                return false;
        }

        return true;
    }

    private static bool ReadPair(scoped ReadOnlySpan<byte> pair, ref RequestCollector collector)
    {
        if (pair.IsEmpty)
            return true;
        var equals = pair.IndexOf((byte)'=');
        return equals < 0 ? collector.Add(pair, default) : collector.Add(pair[..equals], pair[(equals + 1)..]);
    }

    /// <summary>Where a question mark stands before a parameter of Yemot's, or -1.</summary>
    private static int FindSeam(ReadOnlySpan<byte> pair)
    {
        for (var from = 0; ;)
        {
            var next = pair[from..].IndexOf((byte)'?');
            if (next < 0)
                return -1;
            from += next + 1;
            if (YemotFieldNames.BeginsWithYemots(pair[from..]))
                return from - 1;
        }
    }
}
