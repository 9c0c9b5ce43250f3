using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Sessions;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Claude;

/// <summary>
/// The Claude Code CLI with a process for every turn: <c>claude -p --session-id</c> for the first, <c>claude -p
/// --resume</c> for later ones.
/// </summary>
/// <remarks>
/// It calls no tools of the host: those of a request are not offered to the model. A session that is lost, or not certain
/// to hold just what was said, is replaced by a new one that is told all; so it is after every answer that could ask for
/// an act, since the program's own words come into its session then.
/// </remarks>
public sealed class ClaudeCodeMind : ITextMind, IDisposable
{
    private readonly ClaudeCodeOptions _options;
    private readonly IAgentPrompt _prompt;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ClaudeHome _home;
    private readonly ClaudeProgram _program;
    private readonly SessionTurns _turns;

    /// <summary>Makes it; nothing is looked for or written yet.</summary>
    /// <param name="options">The program, the model, and limits.</param>
    /// <param name="data">This program's data folder; what the CLI keeps is below it, unless the options say where.</param>
    /// <param name="prompt">What the model is told.</param>
    /// <param name="ledger">Where its processes are written down.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="log">Where it is told what went wrong.</param>
    public ClaudeCodeMind(
        ClaudeCodeOptions options, string data, IAgentPrompt prompt, ProcessLedger ledger, TimeProvider time,
        ILogger<ClaudeCodeMind> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _prompt, _ledger, _time) = (options, prompt, ledger, time);
        _home = new ClaudeHome(options, data);
        _program = new ClaudeProgram(options, _home, ledger, time, log);
        var folders = new SessionFolders(_home.Calls, id => id + ".jsonl", options.KeepSessions, time, log);
        _turns = new SessionTurns(options.Name, _home, folders, prompt, time, log);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation) => _turns.ReplyAsync(
        request,
        async token => await _program.FindAsync(token),
        (session, words, token) => TurnAsync(request, session, words, token),
        cancellation);

    /// <inheritdoc/>
    public ValueTask EndAsync(string conversation) => _turns.EndAsync(conversation);

    /// <inheritdoc/>
    public async ValueTask<MindHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            var binary = await _program.FindAsync(cancellation);
            _home.Prepare();
            return _options.FindKey().Length > 0 || _options.BaseUrl.Length > 0
                ? new MindHealth(true, $"Claude Code CLI {binary.Version} at {binary.Path}")
                : new MindHealth(false, "There is no key for the Claude Code CLI: set Key, or ANTHROPIC_API_KEY in the environment.");
        }
        catch (MindException error)
        {
            return new MindHealth(false, error.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _program.Dispose();

    private async Task<MindReply?> TurnAsync(
        MindRequest request, SessionFolder session, string words, CancellationToken cancellation)
    {
        var binary = await _program.FindAsync(cancellation);
        var resumes = session.Thread.Length > 0;
        var id = resumes ? session.Thread : Guid.NewGuid().ToString("D");
        var form = SpokenForm.SchemaOf(request);
        var command = await CommandAsync(binary, request, session, form, id, resumes);
        var events = new ClaudeEvents(request.Ear, form is not null, SessionTurns.LongestAnswer);
        var (code, errors) = await _turns.RunAsync(
            command, _program.ProbeAgain, ClaudeProgram.HowToMend, () => RunAsync(command, words, events, id, cancellation));
        var failed = FailureOf(events, code, errors, id);
        if (failed is not null && resumes && IsLost(events, errors, id)) return null;
        if (failed is not null) throw new MindException(failed.Failure, failed.Message) { Usage = events.Used };
        // What it streamed had no space before it either: both begin with the first word.
        var reply = _turns.ReplyOf(request, events.Answer, events.Used, events.IsSessionTrue ? () => session.Succeed(id, default) : null);
        return reply with { Text = reply.Text.TrimStart() };
    }

    private async Task<ChildCommand> CommandAsync(
        ClaudeBinary binary, MindRequest request, SessionFolder session, string? form, string id, bool resumes)
    {
        var system = _prompt.SystemOf(request);
        return await Task.Run(() =>
        {
            List<string> arguments = [];
            _home.Try(() =>
            {
                PrivateFolder.Make(ClaudeHome.TemporaryOf(session.Folder));
                arguments = ClaudeArguments.Turn(_options, session.FileOf("instructions.md", system), form, id, resumes);
                session.Begin();
            });
            return new ChildCommand
            {
                Path = binary.Path,
                Arguments = arguments,
                Environment = ClaudeArguments.Environment(_options, _home, session.Folder),
                WorkingFolder = _home.Empty,
                MaxOutputBytes = _options.MaxOutputBytes,
            };
        });
    }

    private async Task<(int Code, string Errors)> RunAsync(
        ChildCommand command, string words, ClaudeEvents events, string id, CancellationToken cancellation)
    {
        await using var child = await ChildProcess.StartAsync(command, _ledger, _time);
        var told = child.TellAsync(ClaudeWords.Line(words), cancellation);
        while (await child.ReadLineAsync(cancellation) is { } line)
        {
            events.Add(line);
            // Another session than the one that was named: it has no memory, and is not worth waiting for.
            if (events.IsEnough || (events.Session is { } session && session != id)) return (0, "");
        }

        var code = await child.Ended.WaitAsync(cancellation);
        await told;
        if (events.Result is null) _program.ProbeAgain();
        return (code, events.Result is null || code != 0 ? await child.ErrorsAsync() : "");
    }

    private static bool IsLost(ClaudeEvents events, string errors, string id) =>
        (events.Session is { } other && other != id)
        || ClaudeErrors.IsLostSession(errors) || (events.Result is { Succeeded: false } result && ClaudeErrors.IsLostSession(result.Text));

    /// <summary>Why there is no answer; null when there is one.</summary>
    private static MindException? FailureOf(ClaudeEvents events, int code, string errors, string id)
    {
        if (events.IsTooLong) return ClaudeErrors.Failed(MindFailure.Unusable, "the answer has no end");
        if (ClaudeErrors.OfStop(events.Stop) is { } stopped) return stopped;
        if (events.Session is { } session && session != id)
            return ClaudeErrors.Failed(MindFailure.Bug, "it speaks of another session than the one that was named");
        // Enough was said before it ended.
        if (events.IsEnough) return null;
        if (events.Result is not { } result) return ClaudeErrors.OfEnd(code, errors);
        if (!result.Succeeded) return ClaudeErrors.Of(result.Status, result.Ending, result.Text);
        if (code != 0) return ClaudeErrors.OfEnd(code, errors);
        return result.Session == id ? null : ClaudeErrors.Failed(MindFailure.Bug, "its result is of another session");
    }
}
