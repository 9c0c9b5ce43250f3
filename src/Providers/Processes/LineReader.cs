namespace YemotAi.Providers.Processes;

/// <summary>Reads a stream, as bytes: line by line, or as they come. For one reader at a time.</summary>
/// <param name="stream">What is read.</param>
/// <param name="maxLine">The longest line, in bytes.</param>
/// <param name="maxTotal">The most bytes in all.</param>
internal sealed class LineReader(Stream stream, int maxLine, long maxTotal)
{
    private const int FirstSize = 16 << 10;

    private byte[] _buffer = new byte[FirstSize];
    private int _start;
    private int _scanned;
    private int _end;
    private long _total;
    private bool _ended;

    /// <summary>
    /// The next line without its end; null after the last one. Valid until the next call. A last line without an end is
    /// a line too.
    /// </summary>
    /// <exception cref="ChildOutputException">A limit is passed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var at = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (at >= 0) return Take(_scanned + at, _scanned + at + 1);
            _scanned = _end;
            if (_ended && _start == _end) return null;
            if (_ended) return Take(_end, _end);
            MakeRoom();
            var read = await ReadBytesAsync(_buffer.AsMemory(_end), cancellation);
            _ended = read == 0;
            _end += read;
        }
    }

    /// <summary>The next bytes as they come; 0 after the last ones. Who has begun to read lines does not read so.</summary>
    /// <exception cref="ChildOutputException">The limit of the whole is passed.</exception>
    public async ValueTask<int> ReadBytesAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await stream.ReadAsync(buffer, cancellation);
        _total += read;
        return _total <= maxTotal ? read : throw new ChildOutputException($"The program wrote more than {maxTotal} bytes.");
    }

    private ReadOnlyMemory<byte> Take(int lineEnd, int next)
    {
        var line = _buffer.AsMemory(_start, lineEnd - _start);
        _start = _scanned = next;
        return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _scanned -= _start;
            _start = 0;
        }

        if (_end < _buffer.Length) return;
        if (_buffer.Length >= maxLine) throw new ChildOutputException($"The program wrote a line longer than {maxLine} bytes.");
        Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, maxLine));
    }
}
