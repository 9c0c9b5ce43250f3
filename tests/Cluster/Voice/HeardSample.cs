using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Cluster.Voice;

/// <summary>A short piece of what was heard, by which a sentence is known when it is spoken again: its sound is the same then.</summary>
internal sealed class HeardSample
{
    /// <summary>Long enough to be of one sentence only.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(240);

    private readonly byte[] _sound;

    private HeardSample(byte[] sound) => _sound = sound;

    /// <summary>Takes the beginning of a stretch of speech, of which so much was heard already.</summary>
    public static HeardSample Of(TwilioCall call, VoiceSpan span)
    {
        var sound = new List<byte>();
        foreach (var piece in call.Heard.Where(piece => piece.End > span.From))
            sound.AddRange(piece.MuLaw.Span[(int)Math.Max(0, MediaTime.BytesIn(span.From - piece.At))..]);
        var length = (int)MediaTime.BytesIn(Length);
        return sound.Count >= length
            ? new HeardSample([.. sound.Take(length)])
            : throw new InvalidOperationException($"Only {sound.Count} bytes were heard.");
    }

    /// <summary>How often it was heard so far.</summary>
    public int TimesHeard(TwilioCall call)
    {
        ReadOnlySpan<byte> all = call.Heard.SelectMany(piece => piece.MuLaw.ToArray()).ToArray();
        var times = 0;
        for (int at; (at = all.IndexOf(_sound)) >= 0; all = all[(at + _sound.Length)..]) times++;
        return times;
    }
}
