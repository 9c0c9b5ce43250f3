using Orleans.Serialization.Serializers;
using Orleans.Storage;
using StackExchange.Redis;
using YemotAi.Calls;
using YemotAi.Grains.State;

namespace YemotAi.Silo.Storage;

/// <summary>
/// States of actors in Redis, which removes those that are done: what is written without a time to be woken at expires,
/// what is written with one never does.
/// </summary>
/// <remarks>
/// <para>
/// The storage that Orleans has writes and sets an expiry in one step too, but to all states or to none. Setting it in a
/// second step would leave a state for ever when a silo dies between the two, or let a live one expire when the second
/// step comes after somebody else's write. So this writes, checks the version, and sets or removes the expiry in one
/// script.
/// </para>
/// <para>Keys and fields are those of Orleans' own storage: <c>{service}/state/{grain}/{name}</c> with etag and data.</para>
/// </remarks>
internal sealed class ExpiringStorage : IGrainStorage
{
    /// <summary>The first that is written has an empty version to name. Gives 1, or 0 if the version is another one.</summary>
    private const string Write =
        """
        if (redis.call('HGET', KEYS[1], 'etag') or '') ~= ARGV[1] then return 0 end
        redis.call('HSET', KEYS[1], 'etag', ARGV[2], 'data', ARGV[3])
        if ARGV[4] == '' then redis.call('PERSIST', KEYS[1]) else redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
        return 1
        """;

    private const string Clear =
        """
        if (redis.call('HGET', KEYS[1], 'etag') or '') ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[1])
        return 1
        """;

    private static readonly RedisValue[] Fields = ["etag", "data"];

    private readonly RedisConnection _redis;
    private readonly string _area;
    private readonly TimeSpan _keepFinished;
    private readonly TimeSpan _keepOthers;
    private readonly IGrainStorageSerializer _serializer;
    private readonly IActivatorProvider _activators;

    /// <param name="redis">The connection.</param>
    /// <param name="serviceId">What all keys begin with.</param>
    /// <param name="keepFinished">How long the state of a call that is over is kept.</param>
    /// <param name="limits">How long other states are.</param>
    /// <param name="serializer">Gives states their stored form.</param>
    /// <param name="activators">Makes the state of an actor that has none.</param>
    public ExpiringStorage(
        RedisConnection redis,
        string serviceId,
        TimeSpan keepFinished,
        StoreLimits limits,
        IGrainStorageSerializer serializer,
        IActivatorProvider activators)
    {
        _redis = redis;
        _area = serviceId + "/state/";
        _keepFinished = keepFinished;
        _keepOthers = limits.KeepOthers > keepFinished ? limits.KeepOthers : keepFinished;
        _serializer = serializer;
        _activators = activators;
    }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = KeyOf(stateName, grainId);
        var stored = await _redis.RunAsync(database => database.HashGetAsync(key, Fields), CancellationToken.None);
        var exists = !stored[0].IsNull && !stored[1].IsNull;
        grainState.State = exists
            ? _serializer.Deserialize<T>(new BinaryData((ReadOnlyMemory<byte>)stored[1]))
            : _activators.GetActivator<T>().Create();
        grainState.ETag = exists ? (string?)stored[0] : null;
        grainState.RecordExists = exists;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Someone else has written since. Nothing was written.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var written = Guid.NewGuid().ToString("N");
        RedisValue[] values =
        [
            grainState.ETag ?? "", written, _serializer.Serialize(grainState.State).ToMemory(), ExpiryOf(grainId, grainState.State),
        ];
        await ChangeAsync(Write, stateName, grainId, values);
        grainState.ETag = written;
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Someone else has written since. Nothing was removed.</exception>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await ChangeAsync(Clear, stateName, grainId, [grainState.ETag ?? ""]);
        grainState.State = _activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    /// <summary>Where a state is.</summary>
    public RedisKey KeyOf(string stateName, GrainId grainId) => $"{_area}{grainId}/{stateName}";

    private async Task ChangeAsync(string script, string stateName, GrainId grainId, RedisValue[] values)
    {
        RedisKey[] keys = [KeyOf(stateName, grainId)];
        var done = (int)await _redis.RunAsync(database => database.ScriptEvaluateAsync(script, keys, values), CancellationToken.None);
        if (done == 0) throw new InconsistentStateException($"The state of a {grainId.Type} was changed by someone else.");
    }

    /// <summary>In milliseconds; empty for never.</summary>
    private RedisValue ExpiryOf<T>(GrainId grainId, T state)
    {
        if (state is not ActorRecord { WakeAt: null }) return "";
        var keep = grainId.Type.ToString() == CallActor.Kind ? _keepFinished : _keepOthers;
        return (long)keep.TotalMilliseconds;
    }
}
