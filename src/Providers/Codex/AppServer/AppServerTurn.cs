using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>One turn: takes in what happens in its thread, hands the words on, runs the tools, and ends with an answer.</summary>
/// <param name="request">The turn.</param>
/// <param name="previous">The id of the thread's last turn, of which something may still come.</param>
/// <param name="answerTool">Answers a tool's call: the call's id, the text.</param>
/// <param name="runner">Runs the host's tools.</param>
/// <param name="limits">How much of it there may be.</param>
/// <param name="time">The clock of limits.</param>
internal sealed class AppServerTurn(
    MindRequest request, string previous, Action<string, string> answerTool, ToolRunner runner, AppServerLimits limits,
    TimeProvider time) : IAppServerFollower
{
    private readonly Channel<AppServerEvent> _events = Channel.CreateUnbounded<AppServerEvent>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly HashSet<string> _commentary = [];
    private readonly StringBuilder _streamed = new();
    private string _streaming = "";
    private string? _answer;
    private string? _comment;
    private bool _speaking;
    private AgentAct? _act;
    private int _calls;
    private Task _tools = Task.CompletedTask;
    private Task _tool = Task.CompletedTask;
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

        // Words that were handed on are an answer too when nothing told that they are whole.
        var text = _answer ?? (_streamed.Length > 0 ? _streamed.ToString() : _comment ?? "");
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

    /// <summary>
    /// Waits until no tool runs any more, as long as that may take; whether it is so. To be asked when the turn has ended,
    /// which tells the tools to stop.
    /// </summary>
    public async Task<bool> AreToolsOverAsync(CancellationToken cancellation)
    {
        try
        {
            await _tools.WaitAsync(limits.ToolEnd, time, cancellation);
            await _tool.WaitAsync(limits.ToolEnd, time, cancellation);
            return true;
        }
        catch (TimeoutException) when (!_tools.IsCompleted || !_tool.IsCompleted)
        {
            return false;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // A tool that failed is over.
            return true;
        }
    }

    private async ValueTask<AppServerEvent?> NextAsync(CancellationToken cancellation)
    {
        // Late words come at once; a message that has begun is heard to its end, as long as the turn may take.
        if (_act is null || _speaking) return await _events.Reader.ReadAsync(cancellation);
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
            case AppServerEvent.MessageBegan:
                _speaking = true;
                return false;
            case AppServerEvent.Words words:
                Hear(words);
                return false;
            case AppServerEvent.MessageEnded message:
                if (message.Text.Length > limits.Answer) throw TooLong();
                if (message.IsCommentary)
                {
                    _comment = message.Text;
                    return false;
                }

                _speaking = false;
                if (message.Text.Length > 0) _answer = message.Text;
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
            _answer = null;
        }

        _speaking = true;

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
            var arguments = called.Arguments.ValueKind == JsonValueKind.Undefined ? "" : called.Arguments.GetRawText();
            var text = await runner.RunAsync(Watched(), called.Tool, arguments, end);
            if (!end.IsCancellationRequested) answerTool(called.Request, text);
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    /// <summary>The request with tools of which it is known whether they still run, though nobody waits for them.</summary>
    private MindRequest Watched() => request with
    {
        Tools = [.. request.Tools.Select(tool => tool with
        {
            Run = (arguments, cancellation) =>
            {
                var run = tool.Run(arguments, cancellation);
                _tool = run;
                return run;
            },
        })],
    };

    private MindException TooLong() =>
        new(MindFailure.Unusable, $"The answer has more than {limits.Answer} characters.") { Usage = Usage };
}
