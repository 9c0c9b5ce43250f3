using System.Buffers;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>A message that comes in parts. It grows with what comes, up to a limit.</summary>
/// <param name="most">Most bytes of a message.</param>
internal sealed class MessageBuffer(int most) : IDisposable
{
    /// <summary>What every message but the first fits in.</summary>
    private const int Usual = 2048;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Min(most, Usual));
    private int _length;

    /// <summary>Where the next part goes.</summary>
    public Memory<byte> Room => _bytes.AsMemory(_length);

    /// <summary>What has come.</summary>
    public ReadOnlyMemory<byte> Message => _bytes.AsMemory(0, _length);

    /// <summary>A part has come into the room.</summary>
    /// <returns>False when the message is too long.</returns>
    public bool TryAdd(int bytes)
    {
        _length += bytes;
        if (_length > most) return false;
        if (_length < _bytes.Length) return true;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(_bytes.Length * 2, most + 1));
        _bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
        return true;
    }

    /// <summary>The message was taken.</summary>
    public void Clear() => _length = 0;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
