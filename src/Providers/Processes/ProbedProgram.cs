using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Processes;

/// <summary>
/// A program of this machine: found and tried once, and again when its file changes or it has failed.
/// </summary>
/// <typeparam name="T">What is known of it.</typeparam>
/// <param name="title">Its name for the operator, such as <c>Codex CLI</c>.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="probe">Finds and tries it; gives its file as it was before that, and what is known of it.</param>
internal sealed class ProbedProgram<T>(
    string title, TimeProvider time, Func<CancellationToken, Task<(FileStamp Stamp, T Program)>> probe) : IDisposable
    where T : class
{
    /// <summary>How long a failed try is taken for granted: a program that hangs is not tried anew for every caller.</summary>
    private static readonly TimeSpan FailureKept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Probed? _last;

    /// <summary>The program.</summary>
    /// <exception cref="MindException">There is none that works; says how to mend it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public async ValueTask<T> FindAsync(CancellationToken cancellation)
    {
        if (Known() is { } known) return known;
        await _one.WaitAsync(cancellation);
        try
        {
            if (Known() is { } found) return found;
            _last = await ProbeAsync(cancellation);
            return Known() ?? throw new MindException(MindFailure.Unavailable, $"The {title}'s file is being replaced.");
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>It did something strange: the next one who wants it has it tried again.</summary>
    public void ProbeAgain() => _last = null;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>What is known and still true; null when nothing is.</summary>
    /// <exception cref="MindException">It failed a moment ago.</exception>
    private T? Known()
    {
        if (_last is not { } last) return null;
        if (last.Failure is not null)
        {
            if (time.GetElapsedTime(last.At) >= FailureKept) return null;
            throw new MindException(MindFailure.Unavailable, last.Failure);
        }

        return FileStamp.Of(last.Stamp.Path) == last.Stamp ? last.Program : null;
    }

    private async Task<Probed> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            var (stamp, program) = await probe(cancellation);
            return new Probed(program, stamp, null, time.GetTimestamp());
        }
        catch (MindException error)
        {
            return new Probed(null, default, error.Message, time.GetTimestamp());
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return new Probed(null, default, $"The {title} cannot be tried ({error.GetType().Name}).", time.GetTimestamp());
        }
    }

    private sealed record Probed(T? Program, FileStamp Stamp, string? Failure, long At);
}
