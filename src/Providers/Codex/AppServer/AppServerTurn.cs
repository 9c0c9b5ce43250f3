using System.Text;
using System.Threading.Channels;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>One turn: takes in what happens in its thread, hands the words on, runs the tools, and ends with an answer.</summary>
/// <param name="request">The turn.</param>
/// <param name="previous">The id of the thread's last turn, of which something may still come.</param>
/// <param name="answerTool">Answers a tool's call: the call's id, the text, whether it did what it should.</param>
/// <param name="limits">How much of it there may be.</param>
/// <param name="time">The clock of limits.</param>
internal sealed class AppServerTurn(
    MindRequest request, string previous, Action<string, string, bool> answerTool, AppServerLimits limits, TimeProvider time)
    : IAppServerFollower
{
    private readonly Channel<AppServerEvent> _events = Channel.CreateUnbounded<AppServerEvent>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly HashSet<string> _commentary = [];
    private readonly StringBuilder _streamed = new();
    private string _streaming = "";
    private string? _answer;
    private string? _comment;
    private AgentAct? _act;
    private int _calls;
    private Task _tools = Task.CompletedTask;
    private long _size;
    private bool _tooMuch;
    private int _over;

    /// <summary>What it used so far.</summary>
    public MindUsage Usage { get; private set; }

    /// <summary>It is over by itself, or the process is gone: there is nothing to break off.</summary>
    public bool IsOver => Volatile.Read(ref _over) != 0;

    /// <inheritdoc/>
    public void Take(AppServerEvent happened)
    {
        if (previous.Length > 0 && happened.Turn == previous) return;
        if (happened is AppServerEvent.Ended or AppServerEvent.Gone)
        {
            Volatile.Write(ref _over, 1);
        }
        else
        {
            // Who takes the words may be slow; what waits for it is bounded. A message comes twice: in pieces, and whole.
            if (_tooMuch) return;
            _size += happened.Size + 1;
            _tooMuch = _size > 4L * limits.Answer;
            if (_tooMuch) happened = new AppServerEvent.Ended(happened.Turn, TooLong());
        }

        _events.Writer.TryWrite(happened);
    }

    /// <summary>Waits for the answer.</summary>
    /// <exception cref="MindException">There is none.</exception>
    /// <exception cref="AppServerGoneException">The process is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; tools that run are told so.</exception>
    public async Task<MindReply> RunAsync(CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var over = false;
            while (!over) over = Take(await NextAsync(end.Token), end.Token);
        }
        finally
        {
            await end.CancelAsync();
        }

        var text = _answer ?? _comment ?? "";
        if (text.Length == 0 && _act is null)
            throw new MindException(MindFailure.Unusable, "The Codex app-server answered nothing.") { Usage = Usage };
        // The words that were handed on are the beginning of the answer, or void.
        if (request.Ear is { } ear && _streamed.Length > 0 && !text.StartsWith(_streamed.ToString(), StringComparison.Ordinal))
        {
            ear.StartOver();
            ear.Add(text);
        }

        return new MindReply(text, _act ?? AgentAct.Continue) { Usage = Usage };
    }

    /// <summary>What was handed on is void: the answer begins anew.</summary>
    public void StartOver()
    {
        if (_streamed.Length > 0) request.Ear?.StartOver();
        _streamed.Clear();
    }

    private async ValueTask<AppServerEvent?> NextAsync(CancellationToken cancellation)
    {
        if (_act is null) return await _events.Reader.ReadAsync(cancellation);
        using var limit = new CancellationTokenSource(limits.AfterAct, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await _events.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Takes in what happened, null for a pause after an act; whether the answer is whole.</summary>
    private bool Take(AppServerEvent? happened, CancellationToken end)
    {
        switch (happened)
        {
            case null: return true;
            case AppServerEvent.MessageBegan { IsCommentary: true } began:
                if (_commentary.Count < 100) _commentary.Add(began.Item);
                return false;
            case AppServerEvent.Words words:
                Hear(words);
                return false;
            case AppServerEvent.MessageEnded message:
                if (message.Text.Length > limits.Answer) throw TooLong();
                if (message.IsCommentary) _comment = message.Text;
                else if (message.Text.Length > 0) _answer = message.Text;
                return false;
            case AppServerEvent.Used used:
                Usage += used.Usage;
                return false;
            case AppServerEvent.ToolCalled called:
                Call(called, end);
                return false;
            // After an act nothing is awaited but late words, so that its turn may end in any way.
            case AppServerEvent.Ended or AppServerEvent.Gone when _act is not null: return true;
            case AppServerEvent.Ended { Failure: { } failure }:
                throw new MindException(failure.Failure, failure.Message) { RetryAfter = failure.RetryAfter, Usage = Usage };
            case AppServerEvent.Ended: return true;
            case AppServerEvent.Gone: throw new AppServerGoneException("The Codex app-server ended in the middle of a turn.");
            default: return false;
        }
    }

    private void Hear(AppServerEvent.Words words)
    {
        if (words.Text.Length == 0 || _commentary.Contains(words.Item)) return;
        if (words.Item != _streaming)
        {
            // The last message counts, so what was said before it is void.
            StartOver();
            _streaming = words.Item;
        }

        if (_streamed.Length + words.Text.Length > limits.Answer) throw TooLong();
        _streamed.Append(words.Text);
        request.Ear?.Add(words.Text);
    }

    private void Call(AppServerEvent.ToolCalled called, CancellationToken end)
    {
        if (_act is not null) return;
        if (ActTools.ActOf(called.Tool, request) is { } act)
        {
            // It stays unanswered: with an answer the model would be asked once more, for nothing.
            _act = act;
            return;
        }

        if (++_calls > limits.ToolCalls)
            throw new MindException(MindFailure.Unusable, "The model does not stop calling tools.") { Usage = Usage };
        _tools = RunAfterAsync(_tools, called, end);
    }

    /// <summary>Runs a tool when those before it are done: they may share things.</summary>
    private async Task RunAfterAsync(Task before, AppServerEvent.ToolCalled called, CancellationToken end)
    {
        try
        {
            await before;
            // Whatever a tool does before it first waits would hold up the words.
            await Task.Yield();
            var (text, success) = await AppServerTools.RunAsync(called, request, limits.ToolResult, end);
            if (!end.IsCancellationRequested) answerTool(called.Request, text, success);
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    private MindException TooLong() =>
        new(MindFailure.Unusable, $"The answer has more than {limits.Answer} characters.") { Usage = Usage };
}
