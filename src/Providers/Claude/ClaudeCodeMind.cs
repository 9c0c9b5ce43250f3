using System.ComponentModel;
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
public sealed partial class ClaudeCodeMind : ITextMind, IDisposable
{
    /// <summary>What is near to the context of the largest models, in characters, is no conversation.</summary>
    private const int LongestPrompt = 1_000_000;

    /// <summary>The longest answer, in characters: an hour of speech.</summary>
    private const int LongestAnswer = 50_000;

    private readonly ClaudeCodeOptions _options;
    private readonly IAgentPrompt _prompt;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger<ClaudeCodeMind> _log;
    private readonly ClaudeHome _home;
    private readonly ClaudeProgram _program;
    private readonly SessionFolders _sessions;

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
        (_options, _prompt, _ledger, _time, _log) = (options, prompt, ledger, time, log);
        _home = new ClaudeHome(options, data);
        _program = new ClaudeProgram(options, _home, ledger, time, log);
        _sessions = new SessionFolders(_home.Calls, id => id + ".jsonl", options.KeepSessions, time, log);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(request.Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await _sessions.UseAsync(request.Conversation, session => ReplyAsync(request, session, either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MindException(MindFailure.TimedOut, $"The Claude Code CLI did not answer within {request.Limit}.");
        }
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(string conversation) => _sessions.EndAsync(conversation);

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

    private async Task<MindReply> ReplyAsync(MindRequest request, SessionFolder session, CancellationToken cancellation)
    {
        var binary = await _program.FindAsync(cancellation);
        var known = request.Session is { } last && last.Mind == Name ? last.Id : null;
        var resumes = await Task.Run(() => Prepare(session, known), cancellation);
        if (resumes)
        {
            if (await TurnAsync(binary, request, session, _prompt.TurnOf(request), cancellation) is { } reply) return reply;
            LogLost(_log);
            await Task.Run(() => Prepare(session, null), cancellation);
        }
        else if (known is not null)
        {
            LogReplaced(_log);
        }

        var words = request.History.Count > 0 ? _prompt.RetoldTurnOf(request) : _prompt.TurnOf(request);
        return (await TurnAsync(binary, request, session, words, cancellation))!;
    }

    /// <summary>Makes the session's folder ready; whether the session that is known goes on.</summary>
    private bool Prepare(SessionFolder session, string? known)
    {
        var resumes = false;
        if (!_home.HasRoom())
            throw new MindException(MindFailure.Unavailable, $"The disk of the Claude Code CLI's folder, {_home.Folder}, is full.");
        _home.Try(() =>
        {
            resumes = session.Holds(known);
            if (!resumes)
            {
                _home.Prepare();
                session.Clear();
            }

            PrivateFolder.Make(ClaudeHome.TemporaryOf(session.Folder));
        });
        return resumes;
    }

    /// <summary>One turn in a session; null when the session that should go on is not there.</summary>
    private async Task<MindReply?> TurnAsync(
        ClaudeBinary binary, MindRequest request, SessionFolder session, string words, CancellationToken cancellation)
    {
        if (words.Length > LongestPrompt)
            throw ClaudeErrors.Failed(MindFailure.ContextFull, "the conversation is longer than any model can hold");
        var resumes = session.Thread.Length > 0;
        var id = resumes ? session.Thread : Guid.NewGuid().ToString("D");
        var form = SpokenForm.SchemaOf(request);
        var command = await CommandAsync(binary, request, session, form, id, resumes);
        var events = new ClaudeEvents(request.Ear, form is not null, LongestAnswer);
        var (code, errors) = await RunAsync(command, words, events, id, cancellation);
        var failed = FailureOf(events, code, errors, id);
        if (failed is not null && resumes && IsLost(events, errors, id)) return null;
        if (failed is not null) throw new MindException(failed.Failure, failed.Message) { Usage = events.Used };
        return ReplyOf(request, session, events, id);
    }

    private MindReply ReplyOf(MindRequest request, SessionFolder session, ClaudeEvents events, string id)
    {
        var (text, act) = SpokenForm.Read(events.Answer, request);
        text = text.TrimStart();
        if (text.Length > LongestAnswer || (string.IsNullOrWhiteSpace(text) && act == AgentAct.Continue))
        {
            var what = text.Length > 0 ? "an answer that is far too long" : "no words";
            throw new MindException(MindFailure.Unusable, $"The Claude Code CLI gave {what}.") { Usage = events.Used };
        }

        string? kept = null;
        try
        {
            // A disk that became full may have cost the session its memory.
            if (!_home.HasRoom()) LogNotKept(_log, "the disk is full");
            else if (events.IsSessionTrue) kept = session.Succeed(id, default);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The answer is good; the next turn begins a new session.
            LogNotKept(_log, error.GetType().Name);
        }

        return new MindReply(text, act) { Mind = Name, Session = kept, Usage = events.Used };
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
        try
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
        catch (Win32Exception)
        {
            _program.ProbeAgain();
            throw new MindException(MindFailure.Unavailable, $"{command.Path} cannot be started. {ClaudeProgram.HowToMend}");
        }
        catch (ChildOutputException error)
        {
            throw new MindException(MindFailure.Unusable, $"The Claude Code CLI was stopped. {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MindException(MindFailure.Unavailable, $"The Claude Code CLI's process could not be kept ({error.GetType().Name}).", error);
        }
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
