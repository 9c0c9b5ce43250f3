using System.Globalization;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Crash;

/// <summary>A caller who makes calls to the line that dies, and knows what he must hear.</summary>
internal sealed class OrderingCaller : IDisposable
{
    private const int Orders = 5;

    private readonly CrashLane _lane;
    private readonly Random _random;
    private readonly RetryingProxy _proxy;
    private readonly HttpClient _http;
    private readonly YemotLine _line;

    public OrderingCaller(CrashLane lane, int seed)
    {
        _lane = lane;
        _random = new Random(seed);
        _proxy = new RetryingProxy(lane);
        _http = new HttpClient(_proxy, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        _line = new YemotLine(_http, new YemotLineSettings
        {
            Url = new Uri("http://line.test" + lane.Path),
            Post = _random.Next(2) == 0,
            AnswerLimit = TimeSpan.FromMinutes(5),
            SendsHangupAfterDisconnect = true,
            ReadsBackWords = false,
            Repeats = _random.Next(4) == 0 ? RequestRepeats.Together : RequestRepeats.None,
        });
    }

    /// <summary>The calls that were made.</summary>
    public List<MadeCall> Calls { get; } = [];

    /// <summary>What must never be.</summary>
    public IEnumerable<string> Faults => _proxy.Faults;

    /// <summary>Makes calls until the program has died often enough.</summary>
    public async Task CallAsync()
    {
        do await CallOnceAsync();
        while (!_lane.IsEnough);
    }

    public void Dispose()
    {
        _http.Dispose();
        _proxy.Dispose();
    }

    private async Task CallOnceAsync()
    {
        var call = _line.NewCall();
        var made = new MadeCall("yemot:" + call.CallId);
        Calls.Add(made);
        var requests = new List<YemotRequest>();
        // One call in four is left in the middle.
        var leavesAfter = _random.Next(4) == 0 ? _random.Next(Orders) : Orders;
        var turn = await call.DialAsync();
        var luck = "";
        for (var i = 1; ; i++)
        {
            Assert.False(turn.NoAnswer || turn.IsRejected, string.Join('\n', turn.Broken));
            made.Transcript.Add((Speaker.Agent, turn.HeardText));
            requests.Add(call.LastExchange!.Request);
            if (i > Orders) break;
            if (_random.Next(3) == 0) await RepeatAsync(requests[_random.Next(requests.Count)]);
            // The question is the next one, never one that was answered, and what was computed once stays what it was.
            var asked = turn.HeardText.Split(' ');
            Assert.Equal($"שאלה {i} מזל", string.Join(' ', asked[^4..^1]));
            if (i > 1) Assert.Equal(luck, asked[^1]);
            luck = asked[^1];
            if (i > leavesAfter) break;
            var answer = _random.Next(100, 1000).ToString(CultureInfo.InvariantCulture);
            if (i % 2 == 1) answer = "הזמנה " + answer;
            made.Transcript.Add((Speaker.Caller, answer));
            turn = i % 2 == 1 ? await call.SayAsync(answer) : await call.KeysAsync(answer + "#");
            made.Effects.Add(new MadeEffect(answer, ReceiptIn(turn, answer), _proxy.BrokenOf(call.LastExchange!.Request)));
        }

        made.IsComplete = leavesAfter == Orders;
        Assert.Equal(made.IsComplete ? CallState.Ended : CallState.Asked, call.State);
        await call.HangUpAsync();
    }

    /// <summary>The proxy compares the answer with the first one.</summary>
    private async Task RepeatAsync(YemotRequest request)
    {
        using var message = request.ToMessage();
        using var response = await _http.SendAsync(message);
    }

    private static string ReceiptIn(YemotTurn turn, string answer)
    {
        Assert.StartsWith("קבלה ", turn.HeardText, StringComparison.Ordinal);
        Assert.Contains($" עבור {answer}", turn.HeardText, StringComparison.Ordinal);
        return turn.HeardText.Split(' ')[1];
    }
}
