using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;

namespace YemotAi.Unit.Spoken;

/// <summary>Spoken calls in which anything fails at any time.</summary>
public sealed class SpokenChaosTests
{
    private const int Calls = 24;
    private const int Steps = 40;

    private static readonly TimeSpan MostSilent = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Whatever_fails_nobody_waits_in_silence_nothing_is_said_twice_and_nothing_is_left()
    {
        for (var seed = 0; seed < Calls; seed++) await CallAsync(seed);
    }

    private static async Task CallAsync(int seed)
    {
        var random = new Random(seed);
        await using var bench = new SpokenBench();
        bench.Mind.Replies = _ => new MindReply($"זאת התשובה מספר {bench.Mind.Requests.Count} שלנו. יש לנו עוד הרבה מה לספר עליה.");
        bench.Voice.Does = (asking, _) => SpeakAsync(asking, ((seed * 7) + asking.Number) % 11 == 0);
        await bench.RingAsync();
        await bench.ConnectAsync();
        for (var i = 0; i < Steps; i++)
        {
            await DoAnythingAsync(bench, random, i);
            if (bench.Phone.Ended is not null && !await GoOnAsync(bench, await bench.LeftAsync())) break;
            Assert.True(bench.MostSilent <= MostSilent, $"seed {seed}, step {i}: {bench.MostSilent} of silence");
        }

        if (random.Next(2) == 0) await bench.LoseAsync(isBroken: true);
        await bench.HangUpAsync();
        await bench.IsOverAsync();
        var answers = bench.Said.Where(said => said.StartsWith("זאת התשובה", StringComparison.Ordinal)).ToList();
        Assert.Equal(answers.Distinct(), answers);
        Assert.All(bench.Log.Errors, line => Assert.False(
            line.Error is NullReferenceException or ArgumentException or ObjectDisposedException or InvalidCastException or IndexOutOfRangeException,
            $"seed {seed}: {line.Text} {line.Error}"));
    }

    private static async Task DoAnythingAsync(SpokenBench bench, Random random, int step)
    {
        switch (random.Next(14))
        {
            case < 4:
                bench.Ear.Knows($"שאלה מספר {step} שלי");
                await bench.SpeakAsync(TimeSpan.FromMilliseconds(random.Next(60, 2_500)));
                break;
            case < 7:
                await bench.PassAsync(TimeSpan.FromMilliseconds(random.Next(3_000)));
                break;
            case 7:
                await bench.PassAsync(TimeSpan.FromSeconds(9));
                break;
            case 8:
                await bench.PressAsync("0123456789*#"[random.Next(12)]);
                break;
            case 9:
                bench.Ear.Throws = random.Next(2) == 0 ? new IOException("On purpose.") : null;
                break;
            case 10:
                bench.Mind.Throws = random.Next(2) == 0 ? new MindException(MindFailure.Unavailable, "On purpose.") : null;
                break;
            case 11:
                bench.Mind.Waits = !bench.Mind.Waits;
                bench.Mind.Release();
                break;
            case 12:
                bench.Phone.Confirms = !bench.Phone.Confirms;
                break;
            default:
                await GoOnAsync(bench, await bench.ComeBackAsync((SpokenLoss)random.Next(3)));
                break;
        }
    }

    /// <summary>Does what the call wants next. False when it is over.</summary>
    private static async Task<bool> GoOnAsync(SpokenBench bench, LineStep next)
    {
        if (next.Kind == LineStepKind.Record) next = await bench.RecordedAsync("RE1", TimeSpan.FromSeconds(2));
        if (next.Kind != LineStepKind.Connect) return false;
        await bench.ConnectAsync();
        return true;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(SpokenVoice.Asking asking, bool fails)
    {
        await Task.Yield();
        var sound = SpokenVoice.SoundOf(asking);
        if (!fails)
        {
            yield return sound;
            yield break;
        }

        if (asking.Number % 2 == 0) yield return sound.AsMemory(0, SoundFrames.FrameBytes * 3);
        throw new VoiceException(VoiceFailure.Unavailable, "On purpose.");
    }
}
