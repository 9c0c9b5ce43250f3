using StackExchange.Redis;
using YemotAi.Calls.Storage;

namespace YemotAi.Silo.Storage;

/// <summary>Messages in Redis: a hash of records by key, an index of all, and one of each business's.</summary>
/// <remarks>
/// The keys carry a hash tag, so that on a Redis Cluster they are in one place and one script can change them together.
/// </remarks>
internal sealed partial class RedisMessageBox : IMessageBox
{
    /// <summary>All of it or nothing: 1 kept, 0 kept before, -1 there is no room.</summary>
    private const string Keep =
        """
        if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then return 0 end
        if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[5]) then return -1 end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        redis.call('ZADD', KEYS[2], 0, ARGV[3])
        redis.call('ZADD', KEYS[3], 0, ARGV[4] .. ARGV[3])
        return 1
        """;

    private readonly RedisConnection _redis;
    private readonly int _most;
    private readonly ILogger<RedisMessageBox> _log;
    private readonly RedisKey _records;
    private readonly RedisKey _index;
    private readonly RedisKey _ofBusinesses;

    /// <param name="redis">The connection.</param>
    /// <param name="serviceId">What all keys begin with.</param>
    /// <param name="limits">How many messages there may be.</param>
    /// <param name="log">Hears of records that cannot be read.</param>
    public RedisMessageBox(RedisConnection redis, string serviceId, StoreLimits limits, ILogger<RedisMessageBox> log)
    {
        _redis = redis;
        _most = limits.Messages;
        _log = log;
        var area = serviceId + "/{messages}";
        _records = area;
        _index = area + "/at";
        _ofBusinesses = area + "/business";
    }

    /// <inheritdoc/>
    public async ValueTask KeepAsync(CallerMessage message)
    {
        RedisKey[] keys = [_records, _index, _ofBusinesses];
        RedisValue[] values =
        [
            message.Key, StoredJson.Write(message), $"{NewestFirst.Moment(message.At)}:{message.Key}",
            IndexRange.GroupOf(message.Business), _most,
        ];
        var kept = (int)await _redis.RunAsync(database => database.ScriptEvaluateAsync(Keep, keys, values), CancellationToken.None);
        if (kept < 0) throw new InvalidOperationException($"Redis at {_redis.Server} holds {_most} messages, which is all that it may.");
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CallerMessage>> ListAsync(string? business, int most, CancellationToken cancellation)
    {
        var found = new List<CallerMessage>();
        if (most <= 0) return found;
        var unreadable = 0;
        var range = new IndexRange(IndexRange.GroupOf(business), NamedWithMoment: false);
        await foreach (var record in NewestFirst.ReadAsync(_redis, business is null ? _index : _ofBusinesses, _records, range, cancellation))
        {
            if (StoredJson.ReadMessage(record.Span) is not { } message) unreadable++;
            else found.Add(message);
            if (found.Count == most) break;
        }

        if (unreadable > 0) LogUnreadable(_log, unreadable, _records.ToString());
        return found;
    }

    [LoggerMessage(652, LogLevel.Error, "{Count} messages in {Key} cannot be read; they were left out.")]
    private static partial void LogUnreadable(ILogger log, int count, string key);
}
