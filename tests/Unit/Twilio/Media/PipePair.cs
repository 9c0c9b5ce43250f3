using System.IO.Pipelines;
using System.Net.WebSockets;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>Two WebSockets that are connected with each other in memory.</summary>
internal static class PipePair
{
    /// <param name="window">How many bytes each direction holds before who writes must wait for who reads.</param>
    /// <returns>The server's end, the client's end, and the connection, whose disposal breaks it.</returns>
    public static (WebSocket Server, WebSocket Client, Stream Wire) New(int window = 1 << 20)
    {
        var options = new PipeOptions(pauseWriterThreshold: window, resumeWriterThreshold: window / 2, useSynchronizationContext: false);
        var (up, down) = (new Pipe(options), new Pipe(options));
        var wire = new Duplex(up.Reader, down.Writer);
        var server = WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true });
        var client = WebSocket.CreateFromStream(new Duplex(down.Reader, up.Writer), new WebSocketCreationOptions());
        return (server, client, wire);
    }

    private sealed class Duplex(PipeReader from, PipeWriter to) : Stream
    {
        private readonly Stream _from = from.AsStream();
        private readonly Stream _to = to.AsStream();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _from.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            _to.WriteAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => _to.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        /// <summary>Like a socket that is closed: who reads or writes at either end is told.</summary>
        protected override void Dispose(bool disposing)
        {
            from.CancelPendingRead();
            to.CancelPendingFlush();
            to.Complete();
            base.Dispose(disposing);
        }
    }
}
