using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Google;

/// <summary>Settings of Google's voices (Cloud Text-to-Speech).</summary>
public sealed class GoogleVoiceOptions : WebVoiceOptions
{
    /// <summary>Sets the name <c>google</c>.</summary>
    public GoogleVoiceOptions() => Name = "google";

    /// <summary>
    /// The voice. Default <c>he-IL-Wavenet-A</c>. For a text of another language than the voice's, Google's own choice for
    /// that language speaks.
    /// </summary>
    public string Voice { get; set; } = "he-IL-Wavenet-A";

    /// <summary>
    /// How the sound comes, always with 8,000 samples a second: <c>Linear16</c> (the default) or <c>MuLaw</c>, half as many
    /// bytes.
    /// </summary>
    public GoogleEncoding Encoding { get; set; } = GoogleEncoding.Linear16;

    /// <summary>
    /// For what kind of device the sound is shaped. Default <c>telephony-class-application</c>; empty for none.
    /// </summary>
    public string EffectsProfile { get; set; } = "telephony-class-application";

    /// <summary>How fast it speaks: 1, the default, is the voice's own speed. Google takes 0.25 to 2.</summary>
    public double SpeakingRate { get; set; } = 1;

    /// <summary>How much higher (or, below 0, lower) than its own it speaks, in semitones, -20 to 20. Default 0. Not all voices take it.</summary>
    public double Pitch { get; set; }

    /// <summary>How much louder (or, below 0, softer) than its own it speaks, in dB, -96 to 10. Default 0.</summary>
    public double VolumeGainDb { get; set; }

    internal override string VendorsAddress => "https://texttospeech.googleapis.com";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Voice.Length > 100 || !Voice.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield return $"{nameof(Voice)} '{Voice}' is not possible: allowed is a voice's name, such as he-IL-Wavenet-A, or empty.";
        if (EffectsProfile.Length > 100 || !EffectsProfile.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            yield return $"{nameof(EffectsProfile)} '{EffectsProfile}' is not possible: allowed is one such as telephony-class-application, or empty.";
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(SpeakingRate), SpeakingRate, 0.25, 2), (nameof(Pitch), Pitch, -20, 20), (nameof(VolumeGainDb), VolumeGainDb, -96, 10),
        })
        {
            if (!(value >= least && value <= most)) yield return $"{name} is {value}: allowed is {least} to {most}.";
        }
    }
}
