using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Api;

/// <summary>
/// A mind that is reached by its vendor's web interface: asks step by step while the model calls tools, changes the key
/// when one is not good, and tells the vendors' ways to fail apart. Keeps nothing between turns: the history is enough.
/// </summary>
public abstract partial class ApiMind : ITextMind, IDisposable
{
    private readonly ApiMindOptions _options;
    private readonly KeyRing _keys;
    private readonly ToolRunner _tools;
    private readonly ILogger _log;
    private readonly int _count;
    private readonly IAgentPrompt _prompt;
    private readonly TimeProvider _time;

    private protected ApiMind(ApiMindOptions options, int keys, IAgentPrompt prompt, TimeProvider time, ILogger log)
    {
        _prompt = prompt;
        _time = time;
        _options = options;
        _keys = new KeyRing(keys, options, time);
        _tools = new ToolRunner(options.MaxToolResultCharacters, log);
        _log = log;
        _count = keys;
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public bool Streams => true;

    // Begins a turn that tells so many characters of what came before.
    private protected abstract IApiTurn Begin(MindRequest request, int most);

    private protected abstract VendorFault FaultOf(VendorError error);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <inheritdoc/>
    public ValueTask<MindHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(_count > 0
        ? new MindHealth(true, $"{_options.Model} at {_options.Address.Host}")
        : new MindHealth(false, $"There is no key: set {nameof(ApiMindOptions.Keys)} or {_options.KeyVariable}."));

    /// <inheritdoc/>
    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellation.ThrowIfCancellationRequested();
        using var limits = new TurnLimits(request.Limit, _options.SilenceLimit, _time, cancellation);
        var text = new AnswerText(request.Ear, _options.MaxAnswerCharacters, limits.Came);
        // A second one where the first told more than the model can hold.
        var turns = new List<IApiTurn> { Begin(request, Conversation.MaxCharacters) };
        try
        {
            return await AnswerAsync(turns, request, text, limits) with { Usage = UsedIn(turns) };
        }
        catch (OperationCanceledException) when (limits.TimedOut is { } why)
        {
            throw new MindException(MindFailure.TimedOut, why) { Usage = UsedIn(turns) };
        }
        catch (MindException e)
        {
            throw new MindException(e.Failure, e.Message, e.InnerException) { RetryAfter = e.RetryAfter, Usage = UsedIn(turns) };
        }
    }

    private static MindUsage UsedIn(IEnumerable<IApiTurn> turns) => turns.Aggregate(default(MindUsage), (sum, turn) => sum + turn.Used);

    private async Task<MindReply> AnswerAsync(List<IApiTurn> turns, MindRequest request, AnswerText text, TurnLimits limits)
    {
        for (var step = 1; ; step++)
        {
            text.BeginStep();
            var isLast = step == _options.MaxSteps;
            IReadOnlyList<ToolCall> calls;
            try
            {
                calls = await AskAsync(turns[^1], !isLast, text, limits.Token);
            }
            catch (MindException e) when (e.Failure == MindFailure.ContextFull && step == 1 && turns.Count == 1
                && !text.StepSpoke && request.History.Count > 0)
            {
                turns.Add(Begin(request, Conversation.LengthBefore(_prompt, request) / 2));
                calls = await AskAsync(turns[^1], !isLast, text, limits.Token);
            }

            limits.Pause();
            if (text.IsFull || calls.Count == 0) return Reply(text, null);
            // What is called at the last step, against what the model was told, can have no effect but an act.
            List<(ToolCall, string)> results = isLast ? [] : await RunAsync(request, calls, limits.Token);
            if (ActOf(request, calls) is { } act) return Reply(text, act);
            if (isLast) throw new MindException(MindFailure.Unusable, $"The model still calls tools after {step} steps.");
            turns[^1].AddResults(results);
        }
    }

    private AgentAct? ActOf(MindRequest request, IReadOnlyList<ToolCall> calls) => calls.Take(_options.MaxCallsAtOnce)
        .Select(call => ActTools.ActOf(call.Tool, request)).FirstOrDefault(act => act is not null);

    private static MindReply Reply(AnswerText text, AgentAct? act)
    {
        var words = text.ToString();
        return words.Length > 0 || act is not null
            ? new MindReply(words, act ?? AgentAct.Continue)
            : throw new MindException(MindFailure.Unusable, "The model answered nothing.");
    }

    // One after the other: the host's tools see the order in which the model wanted them.
    private async Task<List<(ToolCall, string)>> RunAsync(
        MindRequest request, IReadOnlyList<ToolCall> calls, CancellationToken cancellation)
    {
        var results = new List<(ToolCall, string)>();
        foreach (var call in calls)
        {
            var result = results.Count >= _options.MaxCallsAtOnce ? "Too many calls at once. Nothing was done."
                : ActTools.ActOf(call.Tool, request) is not null ? "It will be done."
                : await _tools.RunAsync(request, call.Tool, call.Arguments, cancellation);
            results.Add((call, result));
        }

        return results;
    }

    // A key that is not good rests, and the next is tried at once; when none is left, the ring says what is wrong.
    private async Task<IReadOnlyList<ToolCall>> AskAsync(IApiTurn turn, bool mayCall, AnswerText text, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            var key = _keys.Take();
            try
            {
                return await turn.AskAsync(key, mayCall, text, cancellation);
            }
            catch (Exception) when (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellation);
            }
            catch (Exception e) when (In<VendorErrorException>(e) is { } told)
            {
                var (fault, after) = (FaultOf(told.Error), told.Error.RetryAfter);
                if (fault.IsOfKey)
                {
                    var rest = _keys.Rest(key, fault, after);
                    LogRests(_log, Name, key + 1, rest, fault.Failure, fault.Detail);
                    if (!text.StepSpoke && rest > TimeSpan.Zero && tried <= _count) continue;
                }

                throw new MindException(fault.Failure, fault.Detail) { RetryAfter = after };
            }
            catch (Exception e) when (e is not MindException)
            {
                throw Unexpected(e);
            }
        }
    }

    // Not with the exception inside: the packages put the vendor's words into their messages, and those may be anything.
    private static MindException Unexpected(Exception e)
    {
        if (In<AnswerTooLongException>(e) is not null) return new(MindFailure.Unusable, "The answer is longer than is read.");
        var kind = e.GetBaseException().GetType().Name;
        return In<IOException>(e) is not null || In<HttpRequestException>(e) is not null || In<SocketException>(e) is not null
            || In<OperationCanceledException>(e) is not null || In<TimeoutException>(e) is not null
            ? new(MindFailure.Unavailable, $"The server cannot be reached, or broke off: {kind}.")
            : new(MindFailure.Bug, $"The answer could not be read: {kind}.");
    }

    private static T? In<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
            if (e is T found) return found;
        return null;
    }

    [LoggerMessage(530, LogLevel.Warning, "Key {Number} of {Mind} rests for {Rest}: {Failure}. {Detail}")]
    private static partial void LogRests(ILogger log, string mind, int number, TimeSpan rest, MindFailure failure, string detail);
}
