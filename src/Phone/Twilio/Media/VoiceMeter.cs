using YemotAi.Speech;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>Says of frames, one after the other, when something audible is in them: by loudness alone, since nothing of the line's is noise. One thread at a time.</summary>
internal sealed class VoiceMeter
{
    /// <summary>Quieter than any speech, louder than the rounding of mu-law.</summary>
    private const double AudibleRms = 100;

    /// <summary>Pauses between words are shorter.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly List<VoiceSpan> _spans = [];
    private TimeSpan _lastAudible;

    /// <summary>What was audible so far.</summary>
    public IReadOnlyList<VoiceSpan> Spans => _spans;

    /// <summary>Whether a stretch goes on.</summary>
    public bool IsOn => _spans.Count > 0 && _spans[^1].To is null;

    /// <summary>Since when nothing was audible.</summary>
    public TimeSpan QuietSince => _lastAudible;

    public static bool IsAudible(ReadOnlySpan<byte> frame)
    {
        Span<short> samples = stackalloc short[frame.Length];
        G711.DecodeMuLaw(frame, samples);
        return SoundLevel.Rms(samples) > AudibleRms;
    }

    /// <summary>Takes the next frame. True: a stretch began or ended with it.</summary>
    public bool Add(ReadOnlySpan<byte> frame, TimeSpan at)
    {
        var end = at + MediaTime.Of(frame.Length);
        if (IsAudible(frame))
        {
            _lastAudible = end;
            if (IsOn) return false;
            _spans.Add(new VoiceSpan(at, null));
            return true;
        }

        if (!IsOn || end - _lastAudible < Pause) return false;
        _spans[^1] = _spans[^1] with { To = _lastAudible };
        return true;
    }
}
