using System.Globalization;
using Xunit;
using YemotAi.Calls.Storage;
using YemotAi.Phone.Yemot;

namespace YemotAi.Cluster.Chaos;

/// <summary>A caller who orders ten things, thinks before each answer as people do, and knows what must be heard.</summary>
/// <param name="line">The line.</param>
/// <param name="seed">What this caller says and when.</param>
internal sealed class SteadyCaller(YemotLine line, int seed)
{
    /// <summary>How many things are ordered.</summary>
    public const int Orders = 10;

    private readonly Random _random = new(seed);

    /// <summary>The key under which the call is archived.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What was said, in order, as the archive must have it.</summary>
    public List<(Speaker Speaker, string Text)> Transcript { get; } = [];

    /// <summary>What was ordered and the number that was told.</summary>
    public List<(string Said, string Receipt)> Told { get; } = [];

    /// <summary>How often the caller was asked to wait a moment.</summary>
    public int Moments { get; private set; }

    /// <summary>Makes the call.</summary>
    /// <param name="thinking">How long the caller thinks on the average.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task CallAsync(TimeSpan thinking, CancellationToken cancellation)
    {
        await ThinkAsync(thinking, cancellation);
        var call = line.NewCall();
        Key = "yemot:" + call.CallId;
        var turn = await HeardAsync(call, await call.DialAsync(cancellation), cancellation);
        var luck = "";
        for (var i = 1; ; i++)
        {
            Transcript.Add((Speaker.Agent, turn.HeardText));
            if (i > Orders) break;
            var asked = turn.HeardText.Split(' ');
            Assert.Equal($"שאלה {i} מזל", string.Join(' ', asked[^4..^1]));
            if (i > 1) Assert.Equal(luck, asked[^1]);
            luck = asked[^1];
            await ThinkAsync(thinking, cancellation);
            var answer = _random.Next(100, 1000).ToString(CultureInfo.InvariantCulture);
            if (i % 2 == 1) answer = "הזמנה " + answer;
            Transcript.Add((Speaker.Caller, answer));
            turn = await HeardAsync(call, i % 2 == 1 ? await call.SayAsync(answer, cancellation) : await call.KeysAsync(answer + "#", cancellation), cancellation);
            Told.Add((answer, ReceiptIn(turn, answer)));
        }

        Assert.Equal(CallState.Ended, call.State);
        await call.HangUpAsync(cancellation);
    }

    /// <summary>What comes after as many moments as it takes.</summary>
    private async Task<YemotTurn> HeardAsync(YemotCall call, YemotTurn turn, CancellationToken cancellation)
    {
        while (true)
        {
            Assert.False(turn.NoAnswer, $"{Key} got no answer.");
            Assert.False(turn.IsRejected, string.Join('\n', turn.Broken));
            if (call.LastExchange?.Answer is not { } answer || !Balancer.IsMoment(answer.Text)) return turn;
            Moments++;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            turn = await call.SilenceAsync(cancellation);
        }
    }

    private Task ThinkAsync(TimeSpan average, CancellationToken cancellation) =>
        Task.Delay(average * (0.5 + _random.NextDouble()), cancellation);

    private static string ReceiptIn(YemotTurn turn, string answer)
    {
        Assert.StartsWith("קבלה ", turn.HeardText, StringComparison.Ordinal);
        Assert.Contains($" עבור {answer}", turn.HeardText, StringComparison.Ordinal);
        return turn.HeardText.Split(' ')[1];
    }
}
