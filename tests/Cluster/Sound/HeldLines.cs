using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using YemotAi.Calls.Sound;
using YemotAi.Cluster.Engine;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Tests;

namespace YemotAi.Cluster.Sound;

/// <summary>
/// The lines of a cluster whose clock a test moves. Messages take the time that they take: before the clock goes on,
/// those that are on the way arrive, or a line would take a millisecond of the network for seconds of silence.
/// </summary>
internal sealed class HeldLines
{
    private readonly ConcurrentDictionary<string, (IGrainFactory Grains, SoundPlace Place)> _attached = new();

    /// <summary>Whether there is any.</summary>
    public bool Any => _attached.Any(line => line.Value.Place.Lines.Count > 0);

    /// <summary>The way to attach lines whose sockets are held in a process.</summary>
    public ISoundDirectory In(IGrainFactory grains, SoundPlace place) => new Noting(this, grains, place);

    /// <summary>Waits until what the lines have said has arrived, and what they asked is answered.</summary>
    public async Task SettleAsync()
    {
        foreach (var (id, (grains, place)) in _attached)
        {
            if (place.Lines.Count == 0) continue;
            await Polling.UntilAsync("what the lines asked is answered", () => !place.Lines.All.Any(line => line.IsAsking));
            try
            {
                // It goes the way of the frames, after them; nobody is put down by it.
                await grains.GetGrain<IProbeGrain>(id).DetachAsync(Guid.Empty);
            }
            catch (Exception error) when (error is OrleansException or ObjectDisposedException or TimeoutException)
            {
                // A process that is gone has nothing on the way.
            }
        }
    }

    private sealed class Noting(HeldLines owner, IGrainFactory grains, SoundPlace place) : ISoundDirectory
    {
        private readonly ClusterSoundDirectory _inner = new(
            id => grains.GetGrain<IProbeGrain>(id),
            grains,
            place,
            new SoundOptions(),
            new ClusterSoundOptions(),
            NullLogger<ClusterSoundDirectory>.Instance);

        public Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation)
        {
            owner._attached[id] = (grains, place);
            return _inner.AttachAsync(id, receiver, cancellation);
        }
    }
}
