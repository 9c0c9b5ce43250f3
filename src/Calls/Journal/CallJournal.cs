using Microsoft.Extensions.Logging;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Journal;

/// <summary>Adds to a call's journal and writes it, with the time at which the call wants to be looked after.</summary>
internal sealed partial class CallJournal(IActorContext context, CallState state, CallOptions options, ILogger log)
{
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(5);

    private List<JournalEntry> _unwritten = [];
    private Task? _writing;
    private IDisposable? _kept;
    private IDisposable? _retry;

    /// <summary>When the call is over if nothing more is heard of it.</summary>
    public DateTimeOffset IdleAt => state.Touched + state.Stay?.Leaves switch
    {
        Leaving.HangsUp or Leaving.Transferred => options.FarewellLimit,
        Leaving.LeavesExtension => options.ElsewhereLimit,
        _ => options.IdleLimit,
    };

    /// <summary>Folds what is stored.</summary>
    public void Load()
    {
        foreach (var written in context.State.TakeJournal())
        {
            foreach (var entry in JournalJson.Read(written)) state.Apply(entry);
        }
    }

    /// <summary>Adds an entry; it is durable after the next <see cref="FlushAsync"/>.</summary>
    public void Append(JournalEntry entry)
    {
        _unwritten.Add(entry);
        state.Apply(entry);
    }

    /// <summary>Writes what was added, by whomever. When it returns, all of it is durable.</summary>
    public async ValueTask FlushAsync()
    {
        while (true)
        {
            if (_writing is { IsCompleted: false } other)
            {
                await other;
                continue;
            }

            if (_unwritten.Count == 0) return;
            _writing = WriteAsync();
            await _writing;
        }
    }

    /// <summary>
    /// Writes what was added; when the store is away the call goes on from memory, and what is not written is written
    /// with the next turn.
    /// </summary>
    public async ValueTask SaveAsync()
    {
        try
        {
            await FlushAsync();
        }
        catch (StoreUnavailableException error)
        {
            LogUnwritten(log, error, _unwritten.Count);
            if (_kept is not null) return;
            // What exists only in memory must stay there until it is written, turn or no turn.
            _kept = context.KeepAlive();
            _retry = context.StartTimer(_ => SaveAsync(), RetryPeriod, RetryPeriod);
        }
    }

    /// <summary>Puts off the time of being looked after.</summary>
    public ValueTask TouchAsync() => context.State.WriteAsync(new ActorWrite { WakeAt = WakeAt });

    /// <summary>The call is over and archived: nobody needs to look after it again.</summary>
    public ValueTask CloseAsync() => context.State.WriteAsync(new ActorWrite { WakeAt = null });

    /// <summary>To the next whole minute, so that it seldom changes and costs the store little.</summary>
    private DateTimeOffset WakeAt
    {
        get
        {
            if (state.Left is not null || state.Ended is not null) return state.Touched;
            var minutes = (IdleAt.ToUnixTimeSeconds() / 60) + 1;
            return DateTimeOffset.FromUnixTimeSeconds(minutes * 60);
        }
    }

    private async Task WriteAsync()
    {
        var batch = _unwritten;
        _unwritten = [];
        try
        {
            await context.State.WriteAsync(new ActorWrite { Append = JournalJson.Write(batch), WakeAt = WakeAt });
            _retry?.Dispose();
            _kept?.Dispose();
            _retry = _kept = null;
        }
        catch (StoreUnavailableException)
        {
            batch.AddRange(_unwritten);
            _unwritten = batch;
            throw;
        }
    }

    [LoggerMessage(120, LogLevel.Critical,
        "The store could not be written; a call goes on from memory with {Entries} entries unwritten.")]
    private static partial void LogUnwritten(ILogger log, Exception error, int entries);
}
