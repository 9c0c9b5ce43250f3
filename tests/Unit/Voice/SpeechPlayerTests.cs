using System.Runtime.CompilerServices;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Speaking;
using YemotAi.Tests;

namespace YemotAi.Unit.Voice;

/// <summary>How the agent's speech is sent over a line.</summary>
public sealed class SpeechPlayerTests
{
    private const int Second = 50;

    private readonly ManualTime _time = new();
    private readonly VoiceServices _services = new() { Voice = new OneTone() };

    private int Lead => (int)(_services.Options.Lead.TotalMilliseconds / SoundFrames.FrameMilliseconds);

    [Theory]
    [InlineData(0)]
    // The session goes on over a line on which ten minutes were spoken before its actor moved or died.
    [InlineData(10 * 60 * Second)]
    public void An_answer_is_sent_at_the_pace_of_speech_from_its_first_moment_on(long past)
    {
        var line = new Line { Next = past };
        using var player = new SpeechPlayer(line, _services, _time, _ => { }, error => throw error);
        // The session has gone on for a while before there is something to say.
        _time.Advance(TimeSpan.FromMilliseconds(300));
        player.Add(new VoiceAnswer { Say = [new VoiceLine("שלום")], Place = 1 });
        player.Enough();
        player.Start();
        Assert.Equal(Lead, line.Next - past);
        for (var frame = 1; frame <= Second - Lead; frame++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(SoundFrames.FrameMilliseconds));
            player.Pump();
            Assert.Equal(Lead + frame, line.Next - past);
        }
    }

    /// <summary>A line that only counts what is sent over it.</summary>
    private sealed class Line : IActorSound
    {
        public bool IsAttached => true;

        public long Next { get; set; }

        public SoundFigures Figures => default;

        public void Receive(ISoundReceiver receiver) => throw new NotSupportedException();

        public void Send(ReadOnlySpan<byte> frames) => Next += SoundFrames.CountOf(frames);

        public void Clear() => throw new NotSupportedException();

        public void End() => throw new NotSupportedException();
    }

    /// <summary>Speaks a second of sound for every text.</summary>
    private sealed class OneTone : IVoice
    {
        public string Name => "tone";

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
        {
            yield return new byte[Second * SoundFrames.FrameBytes];
            await Task.CompletedTask;
        }
    }
}
