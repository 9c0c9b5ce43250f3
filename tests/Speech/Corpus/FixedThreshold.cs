using YemotAi.Speech;

namespace YemotAi.SpeechCorpus;

/// <summary>
/// The peer: voice is what is louder than a fixed root mean square of 210, and 140 ms after it. It is what the field's
/// simple loops do.
/// </summary>
public sealed class FixedThreshold
{
    private const double Threshold = 210;
    private const int HangoverFrames = 7;
    private int _left;

    /// <summary>Takes a frame; true when it is voice.</summary>
    public bool Add(ReadOnlySpan<short> frame)
    {
        _left = SoundLevel.Rms(frame) >= Threshold ? HangoverFrames + 1 : Math.Max(0, _left - 1);
        return _left > 0;
    }
}
