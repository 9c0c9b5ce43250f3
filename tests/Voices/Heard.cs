using YemotAi.Calls.Voice;
using YemotAi.Speech;

namespace YemotAi.Voices;

/// <summary>Listens to voices.</summary>
internal static class Heard
{
    /// <summary>All of a text's sound.</summary>
    public static Task<byte[]> AllAsync(IVoice voice, string text, CancellationToken cancellation) =>
        AllAsync(voice, new SpokenText(text), cancellation);

    /// <summary>All of a text's sound.</summary>
    public static async Task<byte[]> AllAsync(IVoice voice, SpokenText text, CancellationToken cancellation)
    {
        var sound = new List<byte>();
        await foreach (var piece in voice.SpeakAsync(text, cancellation).WithCancellation(cancellation)) sound.AddRange(piece.Span);
        return [.. sound];
    }

    /// <summary>Listens until the end; gives what came, and the failure with which it ended, if it did.</summary>
    public static async Task<(byte[] Sound, VoiceException? Failure)> TryAsync(IVoice voice, string text, CancellationToken cancellation)
    {
        var sound = new List<byte>();
        try
        {
            await foreach (var piece in voice.SpeakAsync(new SpokenText(text), cancellation).WithCancellation(cancellation))
                sound.AddRange(piece.Span);
            return ([.. sound], null);
        }
        catch (VoiceException error)
        {
            return ([.. sound], error);
        }
    }

    /// <summary>How long a sound is.</summary>
    public static TimeSpan LengthOf(byte[] sound) => TimeSpan.FromSeconds((double)sound.Length / SpeechFrame.SampleRate);

    /// <summary>The level of a sound's speech in dBFS: its frames that are not far softer than its loudest.</summary>
    public static double LevelOf(byte[] sound)
    {
        var samples = SamplesOf(sound);
        var frames = samples.Chunk(SpeechFrame.Samples).Where(frame => frame.Length == SpeechFrame.Samples)
            .Select(frame => (Frame: frame, Level: SoundLevel.Decibels(frame))).ToList();
        var least = frames.Max(frame => frame.Level) - 25;
        return SoundLevel.Decibels([.. frames.Where(frame => frame.Level > least).SelectMany(frame => frame.Frame)]);
    }

    /// <summary>The samples of mu-law.</summary>
    public static short[] SamplesOf(byte[] sound)
    {
        var samples = new short[sound.Length];
        G711.DecodeMuLaw(sound, samples);
        return samples;
    }
}
