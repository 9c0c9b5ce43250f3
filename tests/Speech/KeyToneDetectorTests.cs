using Xunit;
using YemotAi.SpeechCorpus;

namespace YemotAi.Speech.Tests;

/// <summary>Keys in the sound of a line, by the limits of ITU-T Q.24.</summary>
public sealed class KeyToneDetectorTests
{
    private static readonly float[] Rows = [697, 770, 852, 941];
    private static readonly float[] Columns = [1209, 1336, 1477, 1633];

    [Fact]
    public void Every_key_is_heard_once_however_long_it_is_held_and_wherever_it_begins()
    {
        foreach (var key in KeyTones.Keys)
        {
            foreach (var length in new[] { 40, 60, 100, 777 })
            {
                for (var offset = 0; offset < 160; offset += 7)
                    Assert.Equal($"{key}", Heard(Sound(offset, (key, length))));
            }
        }
    }

    [Fact]
    public void Tones_of_less_than_20_ms_are_no_key()
    {
        foreach (var key in KeyTones.Keys)
            for (var offset = 0; offset < 160; offset += 7)
                Assert.Equal("", Heard(Sound(offset, (key, 19))));
    }

    [Fact]
    public void A_pause_of_40_ms_makes_two_presses_of_one_key()
    {
        for (var offset = 0; offset < 160; offset += 7)
            Assert.Equal("5550", Heard(Sound(offset, ('5', 50), (' ', 40), ('5', 50), (' ', 40), ('5', 200), (' ', 40), ('0', 50))));
    }

    [Fact]
    public void Two_keys_without_a_pause_are_two()
    {
        Assert.Equal("1*9", Heard(Sound(33, ('1', 80), ('*', 80), ('9', 80))));
    }

    [Fact]
    public void A_lost_frame_does_not_make_two_presses_of_one()
    {
        var sound = Sound(0, ('7', 400));
        for (var frame = 5; frame < 20; frame += 6) sound.AsSpan(frame * 160, 160).Clear();
        Assert.Equal("7", Heard(sound));
    }

    [Theory]
    [InlineData(1.015, 1.015, true)]
    [InlineData(0.985, 1.015, true)]
    [InlineData(1.015, 0.985, true)]
    [InlineData(1.035, 1, false)]
    [InlineData(1, 1.035, false)]
    [InlineData(0.965, 0.965, false)]
    public void Tones_up_to_1_5_percent_beside_are_taken_and_3_5_percent_are_not(double row, double column, bool isTaken)
    {
        foreach (var key in KeyTones.Keys)
        {
            for (var offset = 0; offset < 160; offset += 31)
            {
                var sound = Pair(key, offset, 60, row, column);
                Assert.Equal(isTaken ? $"{key}" : "", Heard(sound));
            }
        }
    }

    [Theory]
    [InlineData(-8, true)]
    [InlineData(4, true)]
    [InlineData(-14, false)]
    [InlineData(10, false)]
    public void The_higher_tone_may_be_weaker_or_louder_within_limits(double higherDb, bool isTaken)
    {
        foreach (var key in KeyTones.Keys)
        {
            var higher = 3000 * Math.Pow(10, higherDb / 20);
            Assert.Equal(isTaken ? $"{key}" : "", Heard(Pair(key, 77, 60, 1, 1, 3000, higher)));
        }
    }

    [Theory]
    [InlineData(-36, true)]
    [InlineData(-10, true)]
    [InlineData(-45, false)]
    public void Tones_are_taken_down_to_a_level(double decibels, bool isTaken)
    {
        var amplitude = SoundLevel.ToRms(decibels) * Math.Sqrt(2);
        foreach (var key in KeyTones.Keys)
            Assert.Equal(isTaken ? $"{key}" : "", Heard(Pair(key, 77, 60, 1, 1, amplitude, amplitude)));
    }

    [Fact]
    public void Noise_10_dB_under_the_tones_does_no_harm()
    {
        var random = new Random(11);
        var wrong = 0;
        const int Presses = 1600;
        for (var press = 0; press < Presses; press++)
        {
            var key = KeyTones.Keys[press % 16];
            var sound = Sound(random.Next(160), (key, 50), (' ', 50));
            // The tones together have a root mean square of 6593.
            var noise = Tones.White(press, sound.Length, 6593 / Math.Sqrt(10));
            for (var i = 0; i < sound.Length; i++) sound[i] = (short)Math.Clamp(sound[i] + noise[i], short.MinValue, short.MaxValue);
            if (Heard(sound) != $"{key}") wrong++;
        }

        Assert.InRange(wrong, 0, Presses / 100);
    }

    [Fact]
    public void Noise_is_no_key()
    {
        foreach (var rms in new[] { 300.0, 3000, 12000 })
            Assert.Equal("", Heard(Tones.White((int)rms, 8000 * 120, rms)));
    }

    [Fact]
    public void Single_tones_and_network_tones_are_no_key()
    {
        foreach (var frequency in Rows.Concat(Columns).Concat([350f, 425, 440, 480, 620, 1000, 2100]))
            Assert.Equal("", Heard(Tones.Sine(frequency, 9000, 8000)));
        short[] dial = [.. Tones.Sine(350, 5000, 8000).Zip(Tones.Sine(440, 5000, 8000), (a, b) => (short)(a + b))];
        Assert.Equal("", Heard(dial));
    }

    [Fact]
    public void Speech_is_no_key()
    {
        Assert.SkipUnless(Speaker.IsInstalled, "espeak-ng is not installed");
        var sentences = CorpusBuilder.Sentences();
        var speakers = Speaker.Known.Concat(Speaker.Unknown).ToArray();
        for (var i = 0; i < 4 * sentences.Length; i++)
            Assert.Equal("", Heard(speakers[i * 5 % 12].Speak(sentences[i % sentences.Length])));
    }

    [Fact]
    public void A_tone_shows_before_the_key_is_certain_and_no_longer_when_it_has_ended()
    {
        var detector = new KeyToneDetector();
        var sound = Sound(0, ('4', 100), (' ', 100));
        var shown = new List<bool>();
        var told = -1;
        for (var frame = 0; frame < sound.Length / 160; frame++)
        {
            if (detector.Add(sound.AsSpan(frame * 160, 160)) is not null) told = frame;
            shown.Add(detector.IsTone);
        }

        Assert.True(shown[0] && told == 1);
        Assert.False(shown[6] || shown[^1]);
    }

    [Fact]
    public void A_frame_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new KeyToneDetector().Add(new short[159]));
    }

    [Fact]
    public void A_key_that_does_not_exist_cannot_be_written()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyTones.Write('x', new short[160]));
    }

    [Fact]
    public void A_key_written_in_pieces_has_no_seam()
    {
        var whole = new short[800];
        KeyTones.Write('3', whole);
        var pieces = new short[800];
        KeyTones.Write('3', pieces.AsSpan(0, 333));
        KeyTones.Write('3', pieces.AsSpan(333), 333);
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var detector = new KeyToneDetector();
        var frame = new short[160];
        KeyTones.Write('3', frame);
        Assert.Equal(0, Allocation.Of(() => detector.Add(frame)));
    }

    private static string Heard(ReadOnlySpan<short> sound)
    {
        // As it comes by telephone.
        var bytes = new byte[(sound.Length / 160) + 5 + 160 + sound.Length];
        bytes = bytes[..(bytes.Length / 160 * 160)];
        bytes.AsSpan().Fill(G711.MuLawSilence);
        G711.EncodeMuLaw(sound, bytes);
        var detector = new KeyToneDetector();
        var heard = "";
        var frame = new short[160];
        for (var at = 0; at < bytes.Length; at += 160)
        {
            G711.DecodeMuLaw(bytes.AsSpan(at, 160), frame);
            if (detector.Add(frame) is { } key) heard += key;
        }

        return heard;
    }

    // Silence, keys (' ' is a pause) for so many milliseconds, and silence.
    private static short[] Sound(int offset, params (char Key, int Milliseconds)[] parts)
    {
        var sound = new short[160 + offset + parts.Sum(part => part.Milliseconds * 8) + 800];
        var at = offset;
        foreach (var (key, milliseconds) in parts)
        {
            var part = sound.AsSpan(at, milliseconds * 8);
            if (key != ' ') KeyTones.Write(key, part);
            at += part.Length;
        }

        return sound;
    }

    private static short[] Pair(
        char key, int offset, int milliseconds, double row, double column, double lower = 4000, double higher = 4000)
    {
        var place = KeyTones.Keys.IndexOf(key, StringComparison.Ordinal);
        var sound = new short[offset + (milliseconds * 8) + 800];
        for (var i = 0; i < milliseconds * 8; i++)
        {
            var angle = 2 * Math.PI * i / 8000;
            sound[offset + i] = (short)Math.Round((lower * Math.Sin(angle * Rows[place / 4] * row))
                + (higher * Math.Sin(angle * Columns[place % 4] * column)));
        }

        return sound;
    }
}
