using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;

namespace YemotAi.Grains.Interfaces.WarmingUp;

/// <summary>
/// Before a process says that it is ready, it asks invented actors and speaks to them, so that the way of a call's events
/// and sound is compiled and connected. A cold process that gets a thousand calls at once falls behind by seconds, and
/// sound that is late is lost.
/// </summary>
/// <remarks>That it did not succeed is no reason not to serve: the time for it is limited.</remarks>
/// <param name="directories">Ways to attach lines; each is warmed.</param>
/// <param name="actors">The way to ask.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Hears how it went.</param>
internal sealed partial class SoundWarmUp(
    IReadOnlyList<ISoundDirectory> directories,
    IActorDirectory<WarmUpEvent, WarmUpOutcome> actors,
    TimeProvider time,
    ILogger<SoundWarmUp> log) : IHostedService
{
    /// <summary>How long it may take; it takes less than a second on a quiet machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>How many lines at a time: more than a cluster has silos, mostly, and each is with an actor of its own.</summary>
    private const int Lines = 8;

    /// <summary>How many batches each says, one after another.</summary>
    private const int Batches = 20;

    /// <summary>How often each actor is asked.</summary>
    private const int Askings = 6;

    private const int BatchFrames = 3;

    /// <summary>How many frames came back.</summary>
    public int Heard { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var enough = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            var heard = await Task.WhenAll(Enumerable.Range(0, Lines).Select(line => WarmAsync(directories[line % directories.Count], limit.Token)));
            Heard = heard.Sum();
            LogWarm(log, time.GetElapsedTime(began).TotalMilliseconds, Heard);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogCold(log, error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> WarmAsync(ISoundDirectory directory, CancellationToken limit)
    {
        var id = Guid.NewGuid().ToString("N");
        for (var i = 0; i < Askings; i++) await actors.AskAsync(id, new WarmUpEvent("שלום"), limit);
        using var ear = new Ear();
        await using (var line = await directory.AttachAsync(id, ear, limit))
        {
            var frames = new byte[BatchFrames * SoundFrames.FrameBytes];
            while (ear.Frames < Batches * BatchFrames)
            {
                line.Send(frames);
                await ear.NextAsync(limit);
            }
        }

        await actors.AskAsync(id, new WarmUpEvent("", IsLast: true), limit);
        return ear.Frames;
    }

    [LoggerMessage(606, LogLevel.Information, "Warmed up in {Milliseconds:0} ms: {Frames} frames of sound went both ways.")]
    private static partial void LogWarm(ILogger log, double milliseconds, int frames);

    [LoggerMessage(607, LogLevel.Warning, "This process could not be warmed up; its first calls may be slow.")]
    private static partial void LogCold(ILogger log, Exception error);

    private sealed class Ear : ISoundReceiver, IDisposable
    {
        private readonly SemaphoreSlim _heard = new(0);
        private int _frames;

        public int Frames => Volatile.Read(ref _frames);

        public Task NextAsync(CancellationToken limit) => _heard.WaitAsync(limit);

        public void Take(SoundFrames frames)
        {
            Interlocked.Add(ref _frames, frames.Count);
            _heard.Release();
        }

        public void End(SoundEnd why)
        {
        }

        public void Dispose() => _heard.Dispose();
    }
}
