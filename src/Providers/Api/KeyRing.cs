using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Api;

/// <summary>
/// Says which of several keys to use: the first that does not rest. Knows them by their place only, so that no key can
/// get into a text by it. Thread-safe.
/// </summary>
/// <param name="count">How many keys there are.</param>
/// <param name="options">How long a key rests.</param>
/// <param name="time">The clock.</param>
internal sealed class KeyRing(int count, ApiMindOptions options, TimeProvider time)
{
    // A vendor that says "at once" would otherwise get the same key back before any other was tried.
    private static readonly TimeSpan LeastRest = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly (DateTimeOffset Until, VendorFault? Fault)[] _rests = new (DateTimeOffset, VendorFault?)[count];

    /// <summary>The place of the key to use now, from 0.</summary>
    /// <exception cref="MindException">All rest; says how long the one does that rests shortest.</exception>
    public int Take()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var soonest = -1;
            for (var key = 0; key < _rests.Length; key++)
            {
                if (_rests[key].Until <= now) return key;
                if (soonest < 0 || _rests[key].Until < _rests[soonest].Until) soonest = key;
            }

            if (soonest < 0) throw new MindException(MindFailure.Refused, "There is no key.");
            var (until, fault) = _rests[soonest];
            throw new MindException(fault!.Failure, count == 1 ? fault.Detail : $"{fault.Detail} All {count} keys rest.")
            {
                RetryAfter = until - now,
            };
        }
    }

    /// <summary>A key was not good for an answer, so it rests.</summary>
    /// <param name="key">Its place.</param>
    /// <param name="fault">What was wrong with it.</param>
    /// <param name="retryAfter">How long the vendor wants it to rest; null when it did not say.</param>
    /// <returns>How long it rests.</returns>
    public TimeSpan Rest(int key, VendorFault fault, TimeSpan? retryAfter)
    {
        var rest = fault.Failure switch
        {
            MindFailure.Refused => options.RefusedKeyRest,
            MindFailure.Quota => options.UsedUpKeyRest,
            _ => retryAfter is not { } wanted ? options.LimitedKeyRest
                : wanted < LeastRest ? LeastRest
                : wanted < options.MaxLimitedKeyRest ? wanted : options.MaxLimitedKeyRest,
        };
        lock (_gate)
        {
            // Of several turns that fail with it at once, the one that says the longest rest counts.
            var until = time.GetUtcNow() + rest;
            if (until > _rests[key].Until) _rests[key] = (until, fault);
        }

        return rest;
    }
}
