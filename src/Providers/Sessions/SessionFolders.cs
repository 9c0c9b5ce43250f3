using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Sessions;

/// <summary>
/// The folders of all conversations by one command line tool: one turn at a time in each, and none stays for ever.
/// </summary>
/// <param name="folder">Where they are.</param>
/// <param name="fileOf">The name of a session's file, of its id; may have <c>*</c> in it.</param>
/// <param name="keep">How long one is kept that nobody ended.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is told what cannot be removed.</param>
internal sealed partial class SessionFolders(
    string folder, Func<string, string> fileOf, TimeSpan keep, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    // The folders of running turns; true when the conversation was ended meanwhile.
    private readonly ConcurrentDictionary<string, bool> _running = new();
    private long _swept;

    /// <summary>Does a turn in a conversation's folder.</summary>
    /// <exception cref="MindException">The conversation's last turn has not ended yet.</exception>
    public async Task<MindReply> UseAsync(string conversation, Func<SessionFolder, Task<MindReply>> turn)
    {
        var session = Of(conversation);
        if (!_running.TryAdd(session.Folder, false))
            throw new MindException(MindFailure.Busy, "The last turn of the conversation has not ended yet.");
        try
        {
            Sweep();
            return await turn(session);
        }
        finally
        {
            if (_running.TryRemove(session.Folder, out var ended) && ended) await RemoveAsync(session);
        }
    }

    /// <summary>A conversation is over: its folder goes, now or when the turn that runs has ended.</summary>
    public async ValueTask EndAsync(string conversation)
    {
        var session = Of(conversation);
        // A turn under way removes it itself when it has ended; it cannot begin again between these two.
        if (_running.TryUpdate(session.Folder, true, false) || _running.ContainsKey(session.Folder)) return;
        await RemoveAsync(session);
    }

    /// <summary>
    /// Removes the folders of conversations that nobody ended; one that cannot be removed does not keep the others.
    /// Gives how many.
    /// </summary>
    /// <param name="folder">Where they are; may be missing.</param>
    /// <param name="before">Those that were used last before this moment.</param>
    /// <param name="isRunning">Whether a folder is in use.</param>
    /// <param name="log">Where it is told what cannot be removed.</param>
    public static int RemoveOld(string folder, DateTimeOffset before, Func<string, bool> isRunning, ILogger log)
    {
        var removed = 0;
        try
        {
            if (!Directory.Exists(folder)) return 0;
            foreach (var old in Directory.GetDirectories(folder))
            {
                if (Remove(old, before, isRunning, log)) removed++;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(log, error.GetType().Name);
        }

        return removed;
    }

    private static bool Remove(string old, DateTimeOffset before, Func<string, bool> isRunning, ILogger log)
    {
        try
        {
            if (SessionFolder.LastUse(old) >= before.UtcDateTime || isRunning(old)) return false;
            Directory.Delete(old, recursive: true);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(log, error.GetType().Name);
            return false;
        }
    }

    private SessionFolder Of(string conversation) => new(folder, conversation, fileOf);

    private async Task RemoveAsync(SessionFolder session)
    {
        try
        {
            await Task.Run(session.Remove);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(log, error.GetType().Name);
        }
    }

    /// <summary>Now and then removes what calls left that nobody ended.</summary>
    private void Sweep()
    {
        var now = time.GetUtcNow();
        var last = Interlocked.Read(ref _swept);
        if (now.UtcTicks - last < SweepEvery.Ticks || Interlocked.CompareExchange(ref _swept, now.UtcTicks, last) != last) return;
        _ = Task.Run(() => RemoveOld(folder, now - keep, _running.ContainsKey, log));
    }

    [LoggerMessage(733, LogLevel.Warning, "The session of a conversation that is over could not be removed ({Error}); it is tried again later.")]
    private static partial void LogNotRemoved(ILogger log, string error);
}
