using System.Diagnostics;
using System.Runtime.InteropServices;
using YemotAi.Calls.Sound;

namespace YemotAi.ClusterBenchmarks.Sound;

/// <summary>
/// Callers who all speak: each says a frame every 20 ms, spread over that time, with the time in it, and hears it again.
/// </summary>
internal sealed class SpeakingCalls : IAsyncDisposable
{
    private const int Slots = SoundFrames.FrameMilliseconds;

    private readonly List<Call> _calls = [];
    private volatile bool _isOver;
    private Thread? _pace;

    public static async Task<SpeakingCalls> AttachAsync(ISoundDirectory directory, int calls)
    {
        var all = new SpeakingCalls();
        foreach (var some in Enumerable.Range(0, calls).Chunk(50)) all._calls.AddRange(await Task.WhenAll(some.Select(_ => Call.AttachAsync(directory))));
        return all;
    }

    /// <summary>What all lines have counted.</summary>
    public SoundFigures Figures
    {
        get
        {
            var all = _calls.Select(call => call.Line.Figures).ToList();
            return new SoundFigures(
                all.Sum(f => f.Sent), all.Sum(f => f.Received), all.Sum(f => f.Dropped), all.Sum(f => f.Lost), all.Sum(f => f.Late), all.Sum(f => f.Reattached));
        }
    }

    /// <summary>From now on times are written down.</summary>
    public void Measure(bool measures)
    {
        foreach (var call in _calls) call.Ear.Measures = measures;
    }

    /// <summary>How long the newest frame of each batch took to the actor and back, in milliseconds, sorted.</summary>
    public double[] Took() => [.. _calls.SelectMany(call => call.Ear.Took).Select(ticks => ticks * 1000.0 / Stopwatch.Frequency).Order()];

    /// <summary>Begins to speak.</summary>
    public void Speak()
    {
        _pace = new Thread(Pace) { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        _pace.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        _pace?.Join();
        foreach (var some in _calls.Chunk(50)) await Task.WhenAll(some.Select(call => call.Line.DisposeAsync().AsTask()));
    }

    private void Pace()
    {
        Span<byte> frame = new byte[SoundFrames.FrameBytes];
        var began = Stopwatch.GetTimestamp();
        for (long slot = 0; !_isOver; slot++)
        {
            var due = began + (slot * Stopwatch.Frequency / 1000);
            while (Stopwatch.GetTimestamp() < due) Thread.Sleep(1);
            for (var i = (int)(slot % Slots); i < _calls.Count; i += Slots)
            {
                var now = Stopwatch.GetTimestamp();
                MemoryMarshal.Write(frame, in now);
                _calls[i].Line.Send(frame);
            }
        }
    }

    private sealed record Call(ISoundLine Line, Ear Ear)
    {
        public static async Task<Call> AttachAsync(ISoundDirectory directory)
        {
            var ear = new Ear();
            return new Call(await directory.AttachAsync(Guid.NewGuid().ToString("N"), ear, CancellationToken.None), ear);
        }
    }

    private sealed class Ear : ISoundReceiver
    {
        public List<long> Took { get; } = [];

        public bool Measures { get; set; }

        public void Take(SoundFrames frames)
        {
            if (!Measures) return;

            // The others have waited for it, which is said apart.
            var newest = MemoryMarshal.Read<long>(frames.Bytes[^SoundFrames.FrameBytes..]);
            Took.Add(Stopwatch.GetTimestamp() - newest);
        }

        public void End(SoundEnd why)
        {
        }
    }
}
