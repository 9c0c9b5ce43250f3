using StackExchange.Redis;
using YemotAi.Calls.Storage;

namespace YemotAi.Silo.Storage;

/// <summary>
/// Finished calls in Redis: a hash of records by begin and key; an index of all by begin, one of each business's, and one
/// by end, for removing. One script changes all of them together.
/// </summary>
/// <remarks>
/// <para>
/// Time and business are looked up; number and words are not. A search for them reads record after record from the newest
/// on, some at a time (<see cref="NewestFirst"/>), until it has found as many as it may. 10,000 calls of twenty lines take
/// 40 MB of Redis' memory and half a second to be read through. An index of all words would take several times the memory
/// of the calls themselves, of which Redis has little.
/// </para>
/// <para>The keys carry a hash tag, so that on a Redis Cluster they are in one place.</para>
/// </remarks>
internal sealed partial class RedisCallArchive : ICallArchive
{
    /// <summary>Calls removed in one step: some milliseconds.</summary>
    public const int RemovedAtOnce = 50;

    /// <summary>A record that cannot be read must not stop a script half way: nothing would take back the first half.</summary>
    private const string LeaveBusiness =
        """
        local function leave_business(name)
          local read, call = pcall(cjson.decode, redis.call('HGET', KEYS[1], name) or '')
          if read and type(call) == 'table' and type(call['business']) == 'string' then
            redis.call('ZREM', KEYS[3], call['business'] .. '\0' .. name)
          end
        end

        """;

    /// <summary>The same call may have been kept with another business before: it leaves that one's index.</summary>
    private const string Save = LeaveBusiness +
        """
        leave_business(ARGV[1])
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        redis.call('ZADD', KEYS[2], 0, ARGV[1])
        redis.call('ZADD', KEYS[3], 0, ARGV[3] .. ARGV[1])
        redis.call('ZADD', KEYS[4], ARGV[4], ARGV[1])
        return 1
        """;

    private const string Remove = LeaveBusiness +
        """
        local ended = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', '(' .. ARGV[1], 'LIMIT', 0, ARGV[2])
        for _, name in ipairs(ended) do
          leave_business(name)
          redis.call('HDEL', KEYS[1], name)
          redis.call('ZREM', KEYS[2], name)
          redis.call('ZREM', KEYS[4], name)
        end
        return #ended
        """;

    private readonly RedisConnection _redis;
    private readonly ILogger<RedisCallArchive> _log;
    private readonly RedisKey _records;
    private readonly RedisKey _began;
    private readonly RedisKey _ofBusinesses;
    private readonly RedisKey _ended;

    /// <param name="redis">The connection.</param>
    /// <param name="serviceId">What all keys begin with.</param>
    /// <param name="log">Hears of records that cannot be read.</param>
    public RedisCallArchive(RedisConnection redis, string serviceId, ILogger<RedisCallArchive> log)
    {
        _redis = redis;
        _log = log;
        var area = serviceId + "/{calls}";
        _records = area;
        _began = area + "/began";
        _ofBusinesses = area + "/business";
        _ended = area + "/ended";
    }

    private RedisKey[] Keys => [_records, _began, _ofBusinesses, _ended];

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">It could not be kept, or it is not known whether it was.</exception>
    public async ValueTask SaveAsync(FinishedCall call)
    {
        RedisValue[] values =
        [
            $"{NewestFirst.Moment(call.Began)}:{call.Key}", StoredJson.Write(call), IndexRange.GroupOf(call.Business),
            call.Ended.ToUnixTimeMilliseconds(),
        ];
        await _redis.RunAsync(database => database.ScriptEvaluateAsync(Save, Keys, values), CancellationToken.None);
    }

    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">The calls cannot be read.</exception>
    public async ValueTask<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query, CancellationToken cancellation)
    {
        var match = new CallMatch(query);
        var most = Math.Clamp(query.Most, 1, 1000);
        var range = new IndexRange(IndexRange.GroupOf(query.Business), NamedWithMoment: true);
        if (query.From is { } from) range = range with { From = NewestFirst.Moment(from) };
        if (query.Before is { } before) range = range with { Before = NewestFirst.Moment(before) };

        var found = new List<FinishedCall>();
        var unreadable = 0;
        await foreach (var record in NewestFirst.ReadAsync(_redis, query.Business is null ? _began : _ofBusinesses, _records, range, cancellation))
        {
            if (StoredJson.ReadCall(record.Span) is not { } call) unreadable++;
            else if (match.Holds(call)) found.Add(call);
            if (found.Count == most) break;
        }

        if (unreadable > 0) LogUnreadable(_log, unreadable, _records.ToString());
        return found;
    }

    /// <inheritdoc/>
    /// <remarks>To the millisecond: a call that ended in the same one stays.</remarks>
    /// <exception cref="StoreUnavailableException">Redis went away; some may have been removed.</exception>
    public async ValueTask<int> PurgeAsync(DateTimeOffset endedBefore, CancellationToken cancellation)
    {
        RedisValue[] values = [endedBefore.ToUnixTimeMilliseconds(), RemovedAtOnce];
        var removed = 0;
        while (true)
        {
            var some = (int)await _redis.RunAsync(database => database.ScriptEvaluateAsync(Remove, Keys, values), cancellation);
            removed += some;
            if (some < RemovedAtOnce) return removed;
        }
    }

    [LoggerMessage(653, LogLevel.Error, "{Count} finished calls in {Key} cannot be read; they were left out.")]
    private static partial void LogUnreadable(ILogger log, int count, string key);
}
