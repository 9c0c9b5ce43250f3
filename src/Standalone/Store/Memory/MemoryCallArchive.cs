using YemotAi.Calls.Storage;
using YemotAi.Hosting.Archive;

namespace YemotAi.Standalone.Store.Memory;

/// <summary>Finished calls in memory, the oldest making room for the newest.</summary>
internal sealed class MemoryCallArchive(int most) : ICallArchive
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Held> _calls = new();
    private readonly Dictionary<(string Key, long Began), LinkedListNode<Held>> _byKey = [];

    /// <inheritdoc/>
    public ValueTask SaveAsync(FinishedCall call)
    {
        var held = new Held(
            call with { Transcript = [.. call.Transcript] },
            SpokenWords.Of(call),
            SearchText.Digits(call.Caller),
            SearchText.Digits(call.Dialled));
        lock (_gate)
        {
            if (_byKey.TryGetValue(held.Key, out var same)) Remove(same);
            _byKey[held.Key] = _calls.AddLast(held);
            if (_calls.Count > most) Remove(_calls.First!);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation)
    {
        var words = SearchText.Words(query.Text);
        var digits = SearchText.Digits(query.Number);
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<FinishedCall>>(
            [
                .. _calls.Reverse().Where(held => Matches(held, query, digits, words)).Select(held => held.Call)
                    .OrderByDescending(call => call.Began).Take(Math.Clamp(query.Most, 1, 1000)),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var old = _byKey.Values.Where(node => node.Value.Call.Ended < endedBefore).ToList();
            foreach (var node in old) Remove(node);
            return ValueTask.FromResult(old.Count);
        }
    }

    private static bool Matches(Held held, CallQuery query, string digits, IReadOnlyList<string> words) =>
        !(held.Call.Began < query.From) && !(held.Call.Began >= query.Before)
        && (query.Business is null || held.Call.Business == query.Business)
        && (held.Caller.Contains(digits, StringComparison.Ordinal) || held.Dialled.Contains(digits, StringComparison.Ordinal))
        && words.All(word => held.Words.Contains(word, StringComparison.Ordinal));

    private void Remove(LinkedListNode<Held> node)
    {
        _calls.Remove(node);
        _byKey.Remove(node.Value.Key);
    }

    /// <summary>A call with what searches look at.</summary>
    private sealed record Held(FinishedCall Call, string Words, string Caller, string Dialled)
    {
        public (string Key, long Began) Key => (Call.Key, Call.Began.UtcTicks);
    }
}
