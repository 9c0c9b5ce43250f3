using System.Buffers.Text;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// Names a place in what was sent, as <c>{epoch}:{before}</c>. A mark comes back when all before it has been played; after
/// a clear all that are outstanding come back at once, so the epoch, which every clear raises, tells what one proves.
/// </summary>
/// <param name="Epoch">How often the stream had been cleared when it was sent.</param>
/// <param name="Before">Frames numbered below this were sent before it.</param>
internal readonly record struct StreamMark(long Epoch, long Before)
{
    /// <summary>Most bytes that a name has: two numbers and the colon.</summary>
    public const int MostBytes = 41;

    /// <summary>Writes the name.</summary>
    /// <param name="to">Has room for <see cref="MostBytes"/>.</param>
    /// <returns>How many bytes.</returns>
    public int Write(Span<byte> to)
    {
        Utf8Formatter.TryFormat(Epoch, to, out var epoch);
        to[epoch] = (byte)':';
        Utf8Formatter.TryFormat(Before, to[(epoch + 1)..], out var before);
        return epoch + 1 + before;
    }

    /// <summary>Reads a name.</summary>
    public static bool TryRead(ReadOnlySpan<byte> name, out StreamMark mark)
    {
        mark = default;
        if (!Utf8Parser.TryParse(name, out long epoch, out var read) || read >= name.Length || name[read] != ':') return false;
        var rest = name[(read + 1)..];
        if (!Utf8Parser.TryParse(rest, out long before, out read) || read != rest.Length || epoch < 0 || before < 0) return false;
        mark = new StreamMark(epoch, before);
        return true;
    }
}
