using System.ComponentModel;
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
/// <param name="options">The model, and limits.</param>
/// <param name="program">The CLI.</param>
/// <param name="home">Where it keeps its sessions.</param>
/// <param name="prompt">What the model is told.</param>
/// <param name="ledger">Where its processes are written down.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it is told what went wrong.</param>
/// <remarks>
/// It gives its words all at once and calls no tools. A session that is lost, or not certain to hold just what was said,
/// is replaced by a new one that is told all.
/// </remarks>
public sealed partial class CodexExecMind(
    CodexOptions options, CodexProgram program, CodexHome home, IAgentPrompt prompt, ProcessLedger ledger, TimeProvider time,
    ILogger<CodexExecMind> log) : ITextMind
{
    /// <summary>The CLI takes 1,048,576 characters; what is near to that is no conversation.</summary>
    private const int LongestPrompt = 1_000_000;

    /// <summary>The longest answer, in characters: an hour of speech.</summary>
    private const int LongestAnswer = 50_000;

    private readonly SessionFolders _sessions = new(
        home.Calls, thread => $"rollout-*-{thread}.jsonl", options.KeepSessions, time, log);

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(request.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await _sessions.UseAsync(request.Conversation, session => ReplyAsync(request, session, either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MindException(MindFailure.TimedOut, $"The Codex CLI did not answer within {request.Limit}.");
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(string conversation) => _sessions.EndAsync(conversation);

    /// <inheritdoc/>
    public ValueTask<MindHealth> CheckAsync(CancellationToken cancellation) => program.CheckAsync(cancellation);

    private async Task<MindReply> ReplyAsync(MindRequest request, SessionFolder session, CancellationToken cancellation)
    {
        var binary = await program.FindAsync(cancellation);
        var known = request.Session is { } last && last.Mind == Name ? last.Id : null;
        var resumes = await Task.Run(() => Prepare(session, known), cancellation);
        if (resumes)
        {
            if (await TurnAsync(binary, request, session, prompt.TurnOf(request), cancellation) is { } reply) return reply;
            LogLost(log);
            await Task.Run(() => Prepare(session, null), cancellation);
        }
        else if (known is not null)
        {
            LogReplaced(log);
        }

        var words = request.History.Count > 0 ? prompt.RetoldTurnOf(request) : prompt.TurnOf(request);
        return (await TurnAsync(binary, request, session, words, cancellation))!;
    }

    /// <summary>Makes the session's folder ready; whether the session that is known goes on.</summary>
    private bool Prepare(SessionFolder session, string? known)
    {
        var resumes = false;
        if (!home.HasRoom())
            throw new MindException(MindFailure.Unavailable, $"The disk of the Codex CLI's folder, {home.Folder}, is full.");
        home.Try(() =>
        {
            resumes = session.Holds(known);
            if (resumes) return;
            home.Prepare();
            session.Clear();
        });
        return resumes;
    }

    /// <summary>One turn in a session; null when the session that should go on is not there.</summary>
    private async Task<MindReply?> TurnAsync(
        CodexBinary binary, MindRequest request, SessionFolder session, string words, CancellationToken cancellation)
    {
        if (words.Length > LongestPrompt)
            throw new MindException(MindFailure.ContextFull, "The conversation is longer than the Codex CLI takes.");
        var resumed = session.Thread.Length > 0 ? session.Thread : null;
        var (events, code, errors) = await RunAsync(await CommandAsync(binary, request, session, resumed), words, resumed, cancellation);
        if (resumed is not null && (events.Thread is { } other && other != resumed
            || code != 0 && !events.Began && CodexErrors.IsLostSession(errors)))
        {
            return null;
        }

        if (code != 0 || !events.Completed) throw FailureOf(events, code, errors);
        if (!Guid.TryParseExact(events.Thread, "D", out _)) throw FailureOf(events, code, errors);
        var used = events.Used;
        if (binary.CountsWholeSession) used = Since(events.Used, session.Used);
        return ReplyOf(request, session, events, used);
    }

    private MindReply ReplyOf(MindRequest request, SessionFolder session, ExecEvents events, MindUsage used)
    {
        var (text, act) = SpokenForm.Read(events.Answer, request);
        if (text.Length > LongestAnswer || (string.IsNullOrWhiteSpace(text) && act == AgentAct.Continue))
        {
            var what = text.Length > 0 ? "an answer that is far too long" : "no words";
            throw new MindException(MindFailure.Unusable, $"The Codex CLI gave {what}.") { Usage = used };
        }

        string? kept = null;
        try
        {
            // A disk that became full may have cost the session its memory.
            if (home.HasRoom()) kept = session.Succeed(events.Thread!, events.Used);
            else LogNotKept(log, "the disk is full");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The answer is good; the next turn begins a new session.
            LogNotKept(log, error.GetType().Name);
        }

        return new MindReply(text, act) { Mind = Name, Session = kept, Usage = used };
    }

    private async Task<ChildCommand> CommandAsync(CodexBinary binary, MindRequest request, SessionFolder session, string? resumed)
    {
        var (system, form) = (prompt.SystemOf(request), SpokenForm.SchemaOf(request));
        return await Task.Run(() =>
        {
            List<string> arguments = [];
            home.Try(() =>
            {
                var instructions = session.FileOf("instructions.md", system);
                var schema = form is null ? null : session.FileOf("form.json", form);
                arguments = CodexArguments.Exec(binary, options, home, instructions, schema, resumed);
                session.Begin();
            });
            return new ChildCommand
            {
                Path = binary.Path,
                Arguments = arguments,
                Environment = CodexArguments.Environment(options, home, session.Folder),
                WorkingFolder = home.Empty,
                MaxOutputBytes = options.MaxOutputBytes,
            };
        });
    }

    private async Task<(ExecEvents Events, int Code, string Errors)> RunAsync(
        ChildCommand command, string words, string? resumed, CancellationToken cancellation)
    {
        var events = new ExecEvents();
        try
        {
            await using var child = await ChildProcess.StartAsync(command, ledger, time);
            var told = child.TellAsync(Encoding.UTF8.GetBytes(words), cancellation);
            while (await child.ReadLineAsync(cancellation) is { } line)
            {
                events.Add(line);
                // Another session than the one that should go on: it has no memory, and is not worth waiting for.
                if (resumed is not null && events.Thread is { } thread && thread != resumed) return (events, 0, "");
            }

            var code = await child.Ended.WaitAsync(cancellation);
            await told;
            if (code == 2 || (code != 0 && events.Error is null)) program.ProbeAgain();
            return (events, code, events.Error is null && code != 0 ? await child.ErrorsAsync() : "");
        }
        catch (Win32Exception)
        {
            program.ProbeAgain();
            throw new MindException(MindFailure.Unavailable, $"{command.Path} cannot be started. {CodexLocator.HowToMend}");
        }
        catch (ChildOutputException error)
        {
            throw new MindException(MindFailure.Unusable, $"The Codex CLI was stopped. {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MindException(MindFailure.Unavailable, $"The Codex CLI's process could not be kept ({error.GetType().Name}).", error);
        }
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
