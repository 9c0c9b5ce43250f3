using System.Runtime.InteropServices;
using Xunit;
using YemotAi.Providers.Voices;
using YemotAi.Simulators.Speech;
using YemotAi.Speech;

namespace YemotAi.Voices.Sound;

public sealed class PhoneSoundTests
{
    [Theory]
    [InlineData(8_000)]
    [InlineData(22_050)]
    [InlineData(24_000)]
    [InlineData(48_000)]
    public void However_the_bytes_are_cut_the_same_sound_comes_out(int rate)
    {
        var bytes = Bytes(SampleSpeech.Of("שלום לכולם", rate));
        var whole = Of(rate, [bytes]);
        Assert.InRange(whole.Length - (bytes.Length / 2.0 * 8_000 / rate), -2, 2);
        Assert.Equal(whole, Of(rate, bytes.Chunk(1_001)));
        Assert.Equal(whole, Of(rate, bytes.Select(one => new[] { one })));
    }

    [Fact]
    public void Half_a_sample_at_the_end_is_left_out() => Assert.Equal(10, Of(8_000, [new byte[21]]).Length);

    [Theory]
    [InlineData(-40)]
    [InlineData(-24)]
    [InlineData(-10)]
    public void Speech_comes_to_its_level_however_loud_it_was(double loudness)
    {
        var samples = SampleSpeech.Of("שלום לכולם, זה משפט ארוך למדי.", 8_000);
        var gain = Math.Pow(10, (loudness - SoundLevel.Decibels(samples)) / 20);
        var bytes = Bytes([.. samples.Select(sample => (short)Math.Clamp(sample * gain, -32_768, 32_767))]);
        var sound = new PhoneSound(8_000, new SpeechLevel(-18));
        byte[] all = [.. sound.Add(bytes), .. sound.End()];
        // No more than 20 dB is changed.
        Assert.InRange(Heard.LevelOf(all), loudness < -38 ? -22 : -19.5, -16.5);
    }

    [Fact]
    public void Silence_stays_silence()
    {
        var sound = new PhoneSound(8_000, new SpeechLevel(-18));
        byte[] all = [.. sound.Add(new byte[32_000]), .. sound.End()];
        Assert.Equal(16_000, all.Length);
        Assert.All(all, code => Assert.Equal(G711.MuLawSilence, code));
    }

    private static byte[] Bytes(short[] samples) => MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();

    private static byte[] Of(int rate, IEnumerable<byte[]> pieces)
    {
        var sound = new PhoneSound(rate);
        var all = new List<byte>();
        foreach (var piece in pieces) all.AddRange(sound.Add(piece));
        all.AddRange(sound.End());
        return [.. all];
    }
}
