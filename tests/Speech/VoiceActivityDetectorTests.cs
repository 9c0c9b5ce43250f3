using Xunit;
using YemotAi.SpeechCorpus;

namespace YemotAi.Speech.Tests;

/// <summary>What is voice and what is not, by sounds that can be written as a formula.</summary>
public sealed class VoiceActivityDetectorTests
{
    public static TheoryData<LineNoise, double> Noises =>
        new(VoiceFigures.Noises.Where(one => one.Noise is not (LineNoise.Babble or LineNoise.Buzz))
            .Select(one => new TheoryDataRow<LineNoise, double>(one.Noise, one.LevelDb)));

    [Theory]
    [MemberData(nameof(Noises))]
    public void Noise_of_every_kind_is_no_voice(LineNoise noise, double levelDb)
    {
        var said = Hear(Made(noise, levelDb, seconds: 60));
        Assert.DoesNotContain(said, one => one.IsVoice);
        Assert.All(said, one => Assert.Equal(0, one.VoiceFrames));
    }

    [Fact]
    public void The_buzz_of_a_mobile_phone_is_seldom_taken_for_voice()
    {
        var said = Hear(Made(LineNoise.Buzz, -30, seconds: 150));
        Assert.InRange(said.Count(one => one.IsVoice), 0, said.Count / 50);
    }

    [Fact]
    public void Silence_is_no_voice_and_has_no_level()
    {
        var said = Hear(new short[160 * 500]);
        Assert.All(said, one => Assert.True(!one.IsVoice && one.LevelDb == SoundLevel.SilenceDb && one.Likelihood < 0.1));
    }

    [Theory]
    [InlineData(95)]
    [InlineData(110)]
    [InlineData(160)]
    [InlineData(200)]
    [InlineData(240)]
    public void A_vowel_is_voice_within_four_frames(double pitch)
    {
        short[] sound = [.. new short[160 * 50], .. Vowel(pitch, 160 * 20, 3000), .. new short[160 * 50]];
        var said = Hear(sound);
        Assert.DoesNotContain(said.Take(50), one => one.IsVoice);
        Assert.InRange(said.FindIndex(one => one.IsVoice), 50, 53);
        Assert.InRange(said.Count(one => one.IsStrong), 14, 22);
        Assert.InRange(said.Max(one => one.VoiceFrames), 17, 22);
        Assert.False(said[^1].IsVoice);
    }

    [Fact]
    public void A_long_hiss_before_a_word_is_not_counted_as_voice()
    {
        short[] sound = [.. new short[160 * 50], .. Made(LineNoise.White, -30, seconds: 1), .. Vowel(130, 160 * 20, 3000)];
        var first = Hear(sound).First(one => one.IsVoice);
        Assert.InRange(first.VoiceFrames, 2, 8);
    }

    [Fact]
    public void A_vowel_over_noise_is_voice()
    {
        var noise = Made(LineNoise.White, -40, seconds: 5);
        var vowel = Vowel(130, 160 * 15, 2500);
        for (var i = 0; i < vowel.Length; i++) noise[(160 * 150) + i] += vowel[i];
        var said = Hear(noise);
        Assert.InRange(said.FindIndex(one => one.IsVoice), 150, 153);
        Assert.InRange(said.FindLastIndex(one => one.IsVoice), 164, 175);
    }

    [Fact]
    public void Nothing_under_the_floor_is_voice_and_the_floor_can_be_set()
    {
        short[] sound = [.. new short[160 * 50], .. Vowel(130, 160 * 30, 150)];
        Assert.DoesNotContain(Hear(sound), one => one.IsVoice || one.IsStrong);
        Assert.Contains(Hear(sound, new VoiceActivityOptions { MinimumRms = 50 }), one => one.IsVoice);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(140)]
    [InlineData(300)]
    public void Voice_goes_on_for_the_hangover(int hangoverMs)
    {
        short[] sound = [.. new short[160 * 50], .. Vowel(130, 160 * 20, 3000), .. new short[160 * 50]];
        var without = Hear(sound, new VoiceActivityOptions { HangoverMs = 0 });
        var with = Hear(sound, new VoiceActivityOptions { HangoverMs = hangoverMs });
        Assert.Equal(
            without.FindLastIndex(one => one.IsVoice) + (hangoverMs / 20), with.FindLastIndex(one => one.IsVoice));
        Assert.Equal(without.Max(one => one.VoiceFrames), with.Max(one => one.VoiceFrames));
    }

    [Fact]
    public void A_click_does_not_begin_voice()
    {
        var sound = Made(LineNoise.White, -60, seconds: 60);
        var random = new Random(3);
        for (var at = 8000; at < sound.Length - 200; at += 4000 + random.Next(500))
            for (var i = 0; i < random.Next(1, 80); i++) sound[at + i] = (short)random.Next(-30000, 30000);
        Assert.DoesNotContain(Hear(sound), one => one.IsVoice);
    }

    [Fact]
    public void Keys_are_no_voice_when_the_detector_is_told_of_them()
    {
        var sound = new short[160 * 200];
        for (var key = 0; key < 16; key++) KeyTones.Write(KeyTones.Keys[key], sound.AsSpan(160 * (10 + (12 * key)), 800));
        var voice = new VoiceActivityDetector(new VoiceActivityOptions());
        var keys = new KeyToneDetector();
        for (var at = 0; at < sound.Length; at += 160)
        {
            keys.Add(sound.AsSpan(at, 160));
            Assert.False(voice.Add(sound.AsSpan(at, 160), keys.IsTone).IsVoice);
        }
    }

    [Fact]
    public void The_levels_are_those_of_the_sound_and_of_its_noise()
    {
        var said = Hear(Made(LineNoise.White, -35, seconds: 20)).Skip(200).ToList();
        Assert.InRange(said.Average(one => one.LevelDb), -36, -34.5);
        Assert.InRange(said.Average(one => one.NoiseDb), -37, -34);

        short[] vowel = [.. Made(LineNoise.White, -50, seconds: 4), .. Vowel(130, 160 * 20, 3000)];
        var last = Hear(vowel)[^1];
        Assert.InRange(last.LevelDb, -27, -19);
        Assert.InRange(last.NoiseDb, -54, -48);
    }

    [Fact]
    public void Noise_that_becomes_louder_is_no_voice()
    {
        short[] sound =
        [
            .. Made(LineNoise.White, -55, seconds: 5), .. Made(LineNoise.White, -30, seconds: 5),
            .. Made(LineNoise.Pink, -20, seconds: 5),
        ];
        Assert.DoesNotContain(Hear(sound), one => one.IsVoice);
    }

    [Fact]
    public void A_caller_who_is_far_quieter_than_the_one_before_does_not_begin_voice_until_that_is_forgotten()
    {
        var quiet = Vowel(150, 160 * 20, 400);
        short[] both = [.. new short[160 * 50], .. Vowel(130, 160 * 50, 8000), .. new short[160 * 50], .. quiet];
        Assert.DoesNotContain(Hear(both).Skip(160), one => one.IsVoice);
        short[] later = [.. new short[160 * 50], .. Vowel(130, 160 * 50, 8000), .. new short[160 * 50 * 20], .. quiet];
        Assert.Contains(Hear(later).Skip(160), one => one.IsVoice);
    }

    [Fact]
    public void In_a_room_somebody_not_so_loud_begins_voice_only_when_somebody_near_was_heard_of_late()
    {
        var (near, middle) = (Vowel(130, 160 * 40, 2500), Vowel(150, 160 * 20, 550));
        Assert.False(IsHeard([.. Room(40)]));
        Assert.True(IsHeard([.. Room(40), .. near, .. Room(2)]));
        Assert.False(IsHeard([.. Room(40), .. near, .. Room(40)]));

        bool IsHeard(short[] before)
        {
            short[] sound = [.. before, .. middle];
            for (var i = 0; i < middle.Length; i++) sound[before.Length + i] += Room(1)[i % 8000];
            return Hear(sound).Skip(before.Length / 160).Any(one => one.IsVoice);
        }

        // Quiet for a quarter of the time, and 10 dB louder for the rest.
        static short[] Room(int seconds) =>
            [.. Enumerable.Range(0, seconds).SelectMany(_ => Made(LineNoise.White, -56, 1)[..2000].Concat(Made(LineNoise.White, -46, 1)[..6000]))];
    }

    [Fact]
    public void Any_samples_at_all_give_figures_that_are_numbers()
    {
        var random = new Random(9);
        var sound = new short[160 * 2000];
        for (var i = 0; i < sound.Length; i++)
        {
            sound[i] = (i / 16000 % 4) switch
            {
                0 => (short)random.Next(short.MinValue, short.MaxValue + 1),
                1 => i % 2 == 0 ? short.MaxValue : short.MinValue,
                2 => short.MinValue,
                _ => 0,
            };
        }

        Assert.All(Hear(sound), one =>
        {
            Assert.InRange(one.Likelihood, 0, 1);
            Assert.InRange(one.LevelDb, SoundLevel.SilenceDb, 3);
            Assert.InRange(one.NoiseDb, SoundLevel.SilenceDb, 6);
        });
    }

    [Fact]
    public void A_frame_of_another_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new VoiceActivityDetector(new VoiceActivityOptions()).Add(new short[161]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var detector = new VoiceActivityDetector(new VoiceActivityOptions());
        var frame = Vowel(130, 160, 3000);
        Assert.Equal(0, Allocation.Of(() => detector.Add(frame)));
    }

    private static List<VoiceActivity> Hear(short[] sound, VoiceActivityOptions? options = null)
    {
        var detector = new VoiceActivityDetector(options ?? new VoiceActivityOptions());
        return [.. sound.Chunk(160).Where(frame => frame.Length == 160).Select(frame => detector.Add(frame))];
    }

    private static short[] Made(LineNoise noise, double levelDb, int seconds) =>
        CorpusBuilder.NoiseAlone(noise, levelDb, TimeSpan.FromSeconds(seconds), 5).Samples;

    // Pulses of a voice through three formants; its pitch falls by a tenth, as that of a word does.
    private static short[] Vowel(double pitch, int length, double rms)
    {
        (double Frequency, double Width)[] formants = [(600, 80), (1200, 100), (2500, 150)];
        var sound = new double[length];
        var phase = 0.0;
        for (var i = 0; i < length; i++)
        {
            phase += pitch * (1 - (0.1 * i / length)) / 8000;
            if (phase < 1) continue;
            phase -= 1;
            sound[i] = 1;
        }

        foreach (var (frequency, width) in formants)
        {
            var radius = Math.Exp(-Math.PI * width / 8000);
            var (one, two) = (0.0, 0.0);
            for (var i = 0; i < length; i++)
            {
                var value = sound[i] + (2 * radius * Math.Cos(2 * Math.PI * frequency / 8000) * one) - (radius * radius * two);
                (two, one) = (one, value);
                sound[i] = value;
            }
        }

        var factor = rms / Math.Sqrt(sound.Sum(sample => sample * sample) / length);
        return [.. sound.Select(sample => (short)Math.Clamp(sample * factor, short.MinValue, short.MaxValue))];
    }
}
