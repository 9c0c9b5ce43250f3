using System.Text;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Sessions;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.Exec;

/// <summary>
/// The Codex CLI with a process for every turn: <c>codex exec</c> for the first, <c>codex exec resume</c> for later ones.
/// </summary>
/// <remarks>
/// It gives its words all at once and calls no tools. A session that is lost, or not certain to hold just what was said,
/// is replaced by a new one that is told all.
/// </remarks>
public sealed class CodexExecMind : ITextMind
{
    private readonly CodexOptions _options;
    private readonly CodexProgram _program;
    private readonly CodexHome _home;
    private readonly IAgentPrompt _prompt;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly SessionTurns _turns;

    /// <summary>Makes it; nothing is looked for or written yet.</summary>
    /// <param name="options">The model, and limits.</param>
    /// <param name="program">The CLI.</param>
    /// <param name="home">Where it keeps its sessions.</param>
    /// <param name="prompt">What the model is told.</param>
    /// <param name="ledger">Where its processes are written down.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="log">Where it is told what went wrong.</param>
    public CodexExecMind(
        CodexOptions options, CodexProgram program, CodexHome home, IAgentPrompt prompt, ProcessLedger ledger, TimeProvider time,
        ILogger<CodexExecMind> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(home);
        (_options, _program, _home, _prompt, _ledger, _time) = (options, program, home, prompt, ledger, time);
        var folders = new SessionFolders(home.Calls, thread => $"rollout-*-{thread}.jsonl", options.KeepSessions, time, log);
        _turns = new SessionTurns(options.Name, home, folders, prompt, time, log);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation) => _turns.ReplyAsync(
        request,
        async token => await _program.FindAsync(token),
        (session, words, token) => TurnAsync(request, session, words, token),
        cancellation);

    /// <inheritdoc/>
    public ValueTask EndAsync(string conversation) => _turns.EndAsync(conversation);

    /// <inheritdoc/>
    public ValueTask<MindHealth> CheckAsync(CancellationToken cancellation) => _program.CheckAsync(cancellation);

    private async Task<MindReply?> TurnAsync(
        MindRequest request, SessionFolder session, string words, CancellationToken cancellation)
    {
        var binary = await _program.FindAsync(cancellation);
        var resumed = session.Thread.Length > 0 ? session.Thread : null;
        var command = await CommandAsync(binary, request, session, resumed);
        var (events, code, errors) = await _turns.RunAsync(
            command, _program.ProbeAgain, CodexLocator.HowToMend, () => RunAsync(command, words, resumed, cancellation));
        if (resumed is not null && (events.Thread is { } other && other != resumed
            || code != 0 && !events.Began && CodexErrors.IsLostSession(errors)))
        {
            return null;
        }

        if (code != 0 || !events.Completed) throw FailureOf(events, code, errors);
        if (!Guid.TryParseExact(events.Thread, "D", out _)) throw FailureOf(events, code, errors);
        var used = binary.CountsWholeSession ? Since(events.Used, session.Used) : events.Used;
        return _turns.ReplyOf(request, events.Answer, used, () => session.Succeed(events.Thread!, events.Used));
    }

    private async Task<ChildCommand> CommandAsync(CodexBinary binary, MindRequest request, SessionFolder session, string? resumed)
    {
        var (system, form) = (_prompt.SystemOf(request), SpokenForm.SchemaOf(request));
        return await Task.Run(() =>
        {
            List<string> arguments = [];
            _home.Try(() =>
            {
                var instructions = session.FileOf("instructions.md", system);
                var schema = form is null ? null : session.FileOf("form.json", form);
                arguments = CodexArguments.Exec(binary, _options, _home, instructions, schema, resumed);
                session.Begin();
            });
            return new ChildCommand
            {
                Path = binary.Path,
                Arguments = arguments,
                Environment = CodexArguments.Environment(_options, _home, session.Folder),
                WorkingFolder = _home.Empty,
                MaxOutputBytes = _options.MaxOutputBytes,
            };
        });
    }

    private async Task<(ExecEvents Events, int Code, string Errors)> RunAsync(
        ChildCommand command, string words, string? resumed, CancellationToken cancellation)
    {
        var events = new ExecEvents();
        await using var child = await ChildProcess.StartAsync(command, _ledger, _time);
        var told = child.TellAsync(Encoding.UTF8.GetBytes(words), cancellation);
        while (await child.ReadLineAsync(cancellation) is { } line)
        {
            events.Add(line);
            // Another session than the one that should go on: it has no memory, and is not worth waiting for.
            if (resumed is not null && events.Thread is { } thread && thread != resumed) return (events, 0, "");
        }

        var code = await child.Ended.WaitAsync(cancellation);
        await told;
        if (code == 2 || (code != 0 && events.Error is null)) _program.ProbeAgain();
        return (events, code, events.Error is null && code != 0 ? await child.ErrorsAsync() : "");
    }

    private static MindException FailureOf(ExecEvents events, int code, string errors) =>
        events.Error is { } said ? CodexErrors.Of(said) : CodexErrors.OfEnd(code, errors);

    private static MindUsage Since(MindUsage all, MindUsage before) =>
        all.InputTokens < before.InputTokens || all.OutputTokens < before.OutputTokens
            ? all
            : new(all.InputTokens - before.InputTokens,
                Math.Max(0, all.CachedInputTokens - before.CachedInputTokens),
                all.OutputTokens - before.OutputTokens);
}
