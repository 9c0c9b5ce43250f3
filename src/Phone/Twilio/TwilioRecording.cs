using YemotAi.Speech;

namespace YemotAi.Phone.Twilio;

/// <summary>What <c>&lt;Record&gt;</c> recorded.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="CallSid">The call.</param>
/// <param name="MuLaw">Its sound, mu-law at 8 kHz.</param>
public sealed record TwilioRecording(string Sid, string CallSid, ReadOnlyMemory<byte> MuLaw)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(MuLaw.Length / (double)Media.MediaTime.BytesPerSecond);

    /// <summary>It as a WAV file, as the REST API gives it.</summary>
    public byte[] ToWave()
    {
        var samples = new short[MuLaw.Length];
        G711.DecodeMuLaw(MuLaw.Span, samples);
        return WaveFile.Write(samples, Media.MediaTime.BytesPerSecond);
    }
}
