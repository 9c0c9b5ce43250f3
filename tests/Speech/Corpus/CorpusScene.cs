using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>A piece of a telephone line's sound of which it is known where somebody speaks.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Samples">The sound at 8 kHz, in whole frames.</param>
/// <param name="Truth">What is in each frame.</param>
public sealed record CorpusScene(string Name, short[] Samples, IReadOnlyList<FrameTruth> Truth)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => Truth.Count * SpeechFrame.Length;

    /// <summary>The samples of a frame.</summary>
    public ReadOnlySpan<short> Frame(int number) => Samples.AsSpan(number * SpeechFrame.Samples, SpeechFrame.Samples);
}
