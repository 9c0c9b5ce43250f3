using Xunit;
using YemotAi.SpeechCorpus;

namespace YemotAi.Speech.Tests;

/// <summary>How well voice is found, on speakers with whom no constant was chosen. Beside it, what a fixed threshold does.</summary>
public sealed class VoiceOnCorpusTests(ITestOutputHelper output)
{
    private const int Seed = 11, Sentences = 8;

    [Fact]
    public void Callers_are_heard_on_noisy_lines_and_the_noise_is_not()
    {
        Assert.SkipUnless(Speaker.IsInstalled, "espeak-ng is not installed");
        var corpus = new CorpusBuilder(Speaker.Unknown, Seed);
        var all = new VoiceFigures("all", new VoiceScore(), new VoiceScore());
        output.WriteLine(VoiceFigures.Head);
        foreach (var condition in LineCondition.All)
        {
            var scene = corpus.Conversation(condition, Sentences);
            var figures = VoiceFigures.Of(scene);
            all.Add(scene);
            output.WriteLine(figures.ToRow());
            var (leastHits, mostFalse, mostMissed) = Expected(condition);
            Assert.True(figures.Ours.HitRate >= leastHits, $"{condition.Name}: {figures.Ours.HitRate:P1} of the voice was found.");
            Assert.True(figures.Ours.FalseRate <= mostFalse, $"{condition.Name}: {figures.Ours.FalseRate:P1} of the silence was voice.");
            Assert.True(figures.Ours.MissedOnsets <= mostMissed, $"{condition.Name}: {figures.Ours.MissedOnsets} beginnings were missed.");
        }

        output.WriteLine(all.ToRow());
        Assert.InRange(all.Ours.HitRate, 0.87, 1);
        Assert.InRange(all.Ours.FalseRate, 0, 0.02);
        Assert.InRange(all.Ours.MissedOnsets, 0, all.Ours.Onsets / 40);
        Assert.InRange(all.Ours.FalseStartsPer10Minutes, 0, 25);
        Assert.InRange(all.Ours.MedianDelayMs, 0, 80);
        Assert.InRange(all.Ours.LongDelayMs, 0, 220);
        Assert.InRange(all.Peer.FalseRate, 0.4, 1);
    }

    [Fact]
    public void People_who_talk_in_the_room_are_not_the_caller()
    {
        Assert.SkipUnless(Speaker.IsInstalled, "espeak-ng is not installed");
        var corpus = new CorpusBuilder(Speaker.Unknown, Seed);
        foreach (var level in new[] { -46.0, -41 })
        {
            var figures = VoiceFigures.Of(corpus.Noise(LineNoise.Babble, level, TimeSpan.FromMinutes(4)));
            output.WriteLine(figures.ToRow());
            Assert.InRange(figures.Ours.FalseRate, 0, 0.08);
            Assert.InRange(figures.Ours.FalseStartsPer10Minutes, 0, 20);
            Assert.InRange(figures.Peer.FalseStartsPer10Minutes, 50, double.MaxValue);
        }
    }

    // Where noise is as loud as parts of the voice, those parts cannot be found; where people talk all the time, their
    // talk after the caller's is sometimes taken for more of it. So is noise that is switched on within a word, for a moment.
    private static (double LeastHits, double MostFalse, int MostMissed) Expected(LineCondition condition) => condition switch
    {
        { Noise: LineNoise.Babble, SnrDb: < 20 } => (0.75, 0.35, 0),
        { Noise: LineNoise.Babble } => (0.8, 0.05, 0),
        { Noise: LineNoise.Switched } => (0.85, 0.12, 1),
        { SnrDb: <= 5, Noise: LineNoise.White or LineNoise.Hum } => (0.7, 0.02, 2),
        { LevelDb: < -30 } => (0.82, 0.01, 1),
        { SnrDb: <= 12 } => (0.82, 0.06, 1),
        _ => (0.88, 0.03, 1),
    };
}
