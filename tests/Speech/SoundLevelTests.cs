using Xunit;

namespace YemotAi.Speech.Tests;

/// <summary>How loud a sound is.</summary>
public sealed class SoundLevelTests
{
    [Fact]
    public void The_loudest_square_wave_is_0_dB_and_the_loudest_sine_3_dB_less()
    {
        Assert.Equal(0, SoundLevel.Decibels([short.MinValue, short.MinValue]), 0.001f);
        Assert.Equal(-3.01f, SoundLevel.Decibels(Tones.Sine(1000, 32767, 8000)), 0.01f);
        Assert.Equal(1000 / Math.Sqrt(2), SoundLevel.Rms(Tones.Sine(1000, 1000, 8000)), 0.5);
    }

    [Fact]
    public void Silence_and_nothing_have_the_least_level()
    {
        Assert.Equal(SoundLevel.SilenceDb, SoundLevel.Decibels(new short[160]));
        Assert.Equal(SoundLevel.SilenceDb, SoundLevel.Decibels([]));
        Assert.Equal(0, SoundLevel.Rms([]));
    }

    [Theory]
    [InlineData(-43.86, 210)]
    [InlineData(-20, 3276.8)]
    public void Decibels_and_units_of_a_sample_are_the_same_thing(double decibels, double rms)
    {
        Assert.Equal(decibels, SoundLevel.ToDecibels(rms), 0.01);
        Assert.Equal(1, SoundLevel.ToRms(decibels) / rms, 0.001);
    }
}
