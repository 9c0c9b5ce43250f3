using System.Buffers.Binary;
using Xunit;
using YemotAi.Simulators;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Unit.Yemot.Management;

public sealed class WaveFileTests
{
    private const int DataSizeAt = 40;

    [Fact]
    public void A_whole_file_is_complete()
    {
        Assert.True(WaveFile.TryRead(SampleWave.Tone(500), out var wave));
        Assert.Equal(new WaveFile(8_000, true), wave);
    }

    [Fact]
    public void A_file_that_has_less_than_it_promises_is_not_complete()
    {
        Assert.True(WaveFile.TryRead(SampleWave.Tone(500).AsSpan(0, 1_044), out var wave));
        Assert.Equal(new WaveFile(1_000, false), wave);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void A_file_whose_header_was_not_closed_has_sound_but_is_not_complete(uint promised)
    {
        var file = SampleWave.Tone(500);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(DataSizeAt), promised);
        Assert.True(WaveFile.TryRead(file, out var wave));
        Assert.Equal(new WaveFile(8_000, false), wave);
    }

    [Fact]
    public void A_header_alone_has_no_sound()
    {
        Assert.True(WaveFile.TryRead(SampleWave.Tone(0), out var wave));
        Assert.Equal(new WaveFile(0, false), wave);
    }

    [Fact]
    public void Other_chunks_before_the_sound_are_passed_over()
    {
        var tone = SampleWave.Tone(500);
        byte[] file = [.. tone[..36], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. tone[36..]];
        Assert.True(WaveFile.TryRead(file, out var wave));
        Assert.Equal(new WaveFile(8_000, true), wave);
    }

    [Fact]
    public void A_chunk_that_promises_more_than_there_is_ends_the_reading()
    {
        byte[] file = [.. SampleWave.Tone(0)[..36], .. "LIST"u8, 255, 255, 255, 255, 1, 2, 3, 4];
        Assert.True(WaveFile.TryRead(file, out var wave));
        Assert.Equal(new WaveFile(0, false), wave);
    }

    [Fact]
    public void What_does_not_begin_as_a_wave_file_is_none()
    {
        var avi = SampleWave.Tone(10);
        "AVI "u8.CopyTo(avi.AsSpan(8));
        Assert.False(WaveFile.TryRead(avi, out _));
        Assert.False(WaveFile.TryRead("RIFF"u8, out _));
        Assert.False(WaveFile.TryRead("{\"responseStatus\":\"ERROR\"}"u8, out _));
        Assert.False(WaveFile.TryRead([], out _));
    }
}
