using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>
/// Collects what makes a request this one. Each text is written with its length before it, so that no two different
/// sequences of texts come to the same bytes.
/// </summary>
internal ref struct FingerprintWriter
{
    private const int BytesOfFingerprint = 16;

    private byte[]? _rented;
    private Span<byte> _bytes;
    private int _length;

    /// <summary>Begins in a buffer of the caller's, which is left for a larger one when it is full.</summary>
    public FingerprintWriter(Span<byte> buffer) => _bytes = buffer;

    /// <summary>Adds one text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        var content = MemoryMarshal.AsBytes(text);
        var needed = sizeof(int) + content.Length;
        if (_bytes.Length - _length < needed)
            Grow(needed);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes[_length..], text.Length);
        content.CopyTo(_bytes[(_length + sizeof(int))..]);
        _length += needed;
    }

    /// <summary>The fingerprint of all that was added, in hexadecimal digits.</summary>
    public readonly string Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_bytes[.._length], hash);
        return Convert.ToHexStringLower(hash[..BytesOfFingerprint]);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + needed));
        _bytes[.._length].CopyTo(larger);
        Dispose();
        _rented = larger;
        _bytes = larger;
    }
}
