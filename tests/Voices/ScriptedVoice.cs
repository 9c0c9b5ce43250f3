using System.Runtime.CompilerServices;
using System.Threading.Channels;
using YemotAi.Calls.Voice;

namespace YemotAi.Voices;

/// <summary>A voice that gives what a test tells it, piece by piece.</summary>
internal sealed class ScriptedVoice(string name) : IVoice
{
    private readonly Channel<Speaking> _asked = Channel.CreateUnbounded<Speaking>();
    private int _count;

    public string Name => name;

    /// <summary>How often it was asked.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What it does by itself; null to be told by a test.</summary>
    public Func<SpokenText, byte[]>? Speaks { get; set; }

    /// <summary>The next asking.</summary>
    public async Task<Speaking> NextAsync(CancellationToken cancellation) =>
        await _asked.Reader.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancellation);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Interlocked.Increment(ref _count);
        if (Speaks is not null)
        {
            yield return Speaks(text);
            yield break;
        }

        var speaking = new Speaking(text, cancellation);
        _asked.Writer.TryWrite(speaking);
        await foreach (var piece in speaking.Pieces.Reader.ReadAllAsync(cancellation)) yield return piece;
    }

    /// <summary>One asking.</summary>
    public sealed class Speaking(SpokenText text, CancellationToken cancellation)
    {
        public SpokenText Text => text;

        public CancellationToken Cancellation => cancellation;

        public Channel<byte[]> Pieces { get; } = Channel.CreateUnbounded<byte[]>();

        /// <summary>Gives a piece.</summary>
        public void Give(params byte[] piece) => Pieces.Writer.TryWrite(piece);

        /// <summary>It has spoken, or it fails.</summary>
        public void End(VoiceFailure? failure = null) =>
            Pieces.Writer.TryComplete(failure is { } why ? new VoiceException(why, "It failed.") : null);

        /// <summary>Waits until it is told to stop.</summary>
        public async Task WhenStoppedAsync(CancellationToken guard)
        {
            var stopped = new TaskCompletionSource();
            await using var registration = cancellation.Register(stopped.SetResult);
            await stopped.Task.WaitAsync(TimeSpan.FromSeconds(60), guard);
        }
    }
}
