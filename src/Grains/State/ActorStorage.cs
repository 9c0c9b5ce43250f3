using Microsoft.Extensions.Logging;
using Orleans.Storage;
using YemotAi.Calls.Storage;

namespace YemotAi.Grains.State;

/// <summary>
/// The storage of actors: another one, of which it takes it that it may be away. A state that cannot be read then stands
/// as unread (<see cref="ActorRecord.IsUnread"/>), so that a new call can be answered all the same.
/// </summary>
/// <param name="inner">Where states are kept.</param>
/// <param name="log">Hears of a store that is away.</param>
public sealed partial class ActorStorage(IGrainStorage inner, ILogger<ActorStorage> log) : IGrainStorage
{
    /// <summary>The name under which grains find it.</summary>
    public const string Name = "actors";

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        try
        {
            await inner.ReadStateAsync(stateName, grainId, grainState);
        }
        catch (StoreUnavailableException error) when (grainState is IGrainState<ActorRecord> unread)
        {
            LogAway(log, error, grainId.Type.ToString()!);
            unread.State = new ActorRecord { IsUnread = true };
            unread.ETag = null;
            unread.RecordExists = false;
        }
    }

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    [LoggerMessage(620, LogLevel.Error, "The state of a {Kind} could not be read.")]
    private static partial void LogAway(ILogger log, Exception error, string kind);
}
