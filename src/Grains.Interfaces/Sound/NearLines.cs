using System.Collections.Concurrent;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>The lines of this process, for actors of this process.</summary>
internal sealed class NearLines
{
    private readonly ConcurrentDictionary<Guid, ClusterLine> _all = new();

    public IEnumerable<ClusterLine> All => _all.Select(line => line.Value);

    public int Count => _all.Count;

    public ClusterLine? Find(Guid line) => _all.GetValueOrDefault(line);

    public void Add(ClusterLine line) => _all[line.Id] = line;

    public void Remove(ClusterLine line) => _all.TryRemove(line.Id, out _);
}
