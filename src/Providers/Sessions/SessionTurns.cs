using System.ComponentModel;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Sessions;

/// <summary>
/// The turns of a command line tool that keeps its conversations as sessions on disk, with a process for every turn: goes
/// on with a session that holds just what was said, and otherwise begins a new one that is told all.
/// </summary>
/// <param name="name">The mind's name.</param>
/// <param name="home">Where the tool works.</param>
/// <param name="folders">Where its sessions are.</param>
/// <param name="prompt">What the model is told.</param>
/// <param name="time">The clock of limits.</param>
/// <param name="log">Where it is told what became of sessions.</param>
internal sealed partial class SessionTurns(
    string name, ToolHome home, SessionFolders folders, IAgentPrompt prompt, TimeProvider time, ILogger log)
{
    /// <summary>The longest that is said in one turn, in characters: what is near to what models hold is no conversation.</summary>
    private const int LongestPrompt = 1_000_000;

    /// <summary>The longest answer, in characters: an hour of speech.</summary>
    public const int LongestAnswer = 50_000;

    /// <summary>One turn in a session, given what is said in it; null when the session that should go on is not there.</summary>
    public delegate Task<MindReply?> Turn(SessionFolder session, string words, CancellationToken cancellation);

    /// <summary>Answers the caller.</summary>
    /// <param name="request">What was said, and what came before.</param>
    /// <param name="find">Finds the tool, before anything is made ready for it.</param>
    /// <param name="turn">Does the turn.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<MindReply> ReplyAsync(
        MindRequest request, Func<CancellationToken, Task> find, Turn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(request.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await find(either.Token);
            return await folders.UseAsync(request.Conversation, session => ReplyAsync(request, session, turn, either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MindException(MindFailure.TimedOut, $"The {home.Tool} did not answer within {request.Limit}.");
        }
    }

    /// <inheritdoc cref="SessionFolders.EndAsync"/>
    public ValueTask EndAsync(string conversation) => folders.EndAsync(conversation);

    /// <summary>What a finished turn answers; keeps its session.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">What the model said, in the form that it was given, if it was.</param>
    /// <param name="used">What the turn used.</param>
    /// <param name="keep">Keeps the session and gives what the call finds it by; null when it is not to be gone on with.</param>
    /// <exception cref="MindException">Nothing of it can be said.</exception>
    public MindReply ReplyOf(MindRequest request, string answer, MindUsage used, Func<string>? keep)
    {
        var (text, act) = SpokenForm.Read(answer, request);
        if (text.Length > LongestAnswer || (string.IsNullOrWhiteSpace(text) && act == AgentAct.Continue))
        {
            var what = text.Length > 0 ? "an answer that is far too long" : "no words";
            throw new MindException(MindFailure.Unusable, $"The {home.Tool} gave {what}.") { Usage = used };
        }

        return new MindReply(text, act) { Mind = name, Session = keep is null ? null : Kept(keep), Usage = used };
    }

    /// <summary>Runs a process of the tool; what keeps it from running is told as a mind's failure.</summary>
    /// <param name="command">The process.</param>
    /// <param name="strange">Called when it cannot be started: the tool is no longer what it was.</param>
    /// <param name="howToMend">What to do when it cannot be started.</param>
    /// <param name="run">The running.</param>
    public async Task<T> RunAsync<T>(ChildCommand command, Action strange, string howToMend, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Win32Exception)
        {
            strange();
            throw new MindException(MindFailure.Unavailable, $"{command.Path} cannot be started. {howToMend}");
        }
        catch (ChildOutputException error)
        {
            throw new MindException(MindFailure.Unusable, $"The {home.Tool} was stopped. {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MindException(
                MindFailure.Unavailable, $"The {home.Tool}'s process could not be kept ({error.GetType().Name}).", error);
        }
    }

    private async Task<MindReply> ReplyAsync(MindRequest request, SessionFolder session, Turn turn, CancellationToken cancellation)
    {
        var known = request.Session is { } last && last.Mind == name ? last.Id : null;
        if (await Task.Run(() => Prepare(session, known), cancellation))
        {
            if (await turn(session, Bounded(prompt.TurnOf(request)), cancellation) is { } reply) return reply;
            LogLost(home.Tool);
            await Task.Run(() => Prepare(session, null), cancellation);
        }
        else if (known is not null)
        {
            LogReplaced();
        }

        var words = request.History.Count > 0 ? prompt.RetoldTurnOf(request) : prompt.TurnOf(request);
        return await turn(session, Bounded(words), cancellation)
            ?? throw new MindException(MindFailure.Bug, $"The {home.Tool} has lost a session that it has just begun.");
    }

    private string Bounded(string words) => words.Length <= LongestPrompt
        ? words
        : throw new MindException(MindFailure.ContextFull, $"The conversation is longer than the {home.Tool} takes.");

    /// <summary>Makes the session's folder ready; whether the session that is known goes on.</summary>
    private bool Prepare(SessionFolder session, string? known)
    {
        var resumes = false;
        if (!home.HasRoom())
            throw new MindException(MindFailure.Unavailable, $"The disk of the {home.Tool}'s folder, {home.Folder}, is full.");
        home.Try(() =>
        {
            resumes = session.Holds(known);
            if (resumes) return;
            home.Prepare();
            session.Clear();
        });
        return resumes;
    }

    private string? Kept(Func<string> keep)
    {
        try
        {
            // A disk that became full may have cost the session its memory.
            if (home.HasRoom()) return keep();
            LogNotKept("the disk is full");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The answer is good; the next turn begins a new session.
            LogNotKept(error.GetType().Name);
        }

        return null;
    }

    [LoggerMessage(730, LogLevel.Warning, "The {Tool} has lost a conversation's session: a new one is told all that was said.")]
    private partial void LogLost(string tool);

    [LoggerMessage(731, LogLevel.Information, "A conversation's session is not here, or not certain to be right: a new one is told all that was said.")]
    private partial void LogReplaced();

    [LoggerMessage(732, LogLevel.Warning, "A conversation's session cannot be kept ({Error}): its next turn begins a new one.")]
    private partial void LogNotKept(string error);
}
