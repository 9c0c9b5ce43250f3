using System.ComponentModel;
using System.Text;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Processes;

/// <summary>Asks a program for its version, by <c>--version</c>: whether it runs at all is known then too.</summary>
internal static class ProgramVersion
{
    /// <summary>How long it may take: it takes 10 to 100 ms, and on a busy machine's cold disk some seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The version.</summary>
    /// <param name="command">The program, with its environment and folder; its arguments are not used.</param>
    /// <param name="read">The version in a line that it wrote; null for none.</param>
    /// <param name="title">Its name for the operator.</param>
    /// <param name="howToMend">What to do when it does not work.</param>
    /// <param name="ledger">Where its process is written down.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MindException">It does not say one.</exception>
    public static async Task<Version> AskAsync(
        ChildCommand command, Func<string, Version?> read, string title, string howToMend, ProcessLedger ledger, TimeProvider time,
        CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        MindException Broken(string what) => new(MindFailure.Unavailable, what + " " + howToMend);
        try
        {
            await using var child = await ChildProcess.StartAsync(
                command with { Arguments = ["--version"], MaxOutputBytes = 64 << 10 }, ledger, time);
            child.CloseInput();
            Version? version = null;
            while (await child.ReadLineAsync(either.Token) is { } line) version ??= read(Encoding.UTF8.GetString(line.Span));
            var code = await child.Ended.WaitAsync(either.Token);
            if (code == 0 && version is not null) return version;
            throw Broken($"{command.Path} --version ended with code {code} and does not say a version of the {title}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Broken($"{command.Path} --version does not end within {Limit.TotalSeconds} seconds.");
        }
        catch (Exception error) when (error is Win32Exception or ChildOutputException or IOException or UnauthorizedAccessException)
        {
            throw Broken($"{command.Path} cannot be run ({error.GetType().Name}).");
        }
    }
}
