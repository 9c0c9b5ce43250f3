using Xunit;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Unit.Yemot.Management;

public sealed class RecordingPathTests
{
    [Theory]
    [InlineData("/6/000.wav", "9", "ivr2:/6/000.wav")]
    [InlineData("6/000.wav", "9", "ivr2:/6/000.wav")]
    [InlineData("000.wav", "9", "ivr2:/9/000.wav")]
    [InlineData("000.wav", "2/1", "ivr2:/2/1/000.wav")]
    [InlineData("000.wav", "/2/1/", "ivr2:/2/1/000.wav")]
    [InlineData("000.wav", "", "ivr2:/000.wav")]
    [InlineData("ivr2:/6/000.wav", "9", "ivr2:/6/000.wav")]
    [InlineData("ivr2:6/000.wav", "9", "ivr2:/6/000.wav")]
    [InlineData("IVR2:000.wav", "9", "ivr2:/000.wav")]
    [InlineData("/6/rabc1_1-b.WAV", "9", "ivr2:/6/rabc1_1-b.WAV")]
    [InlineData("/6/000", "9", "ivr2:/6/000.wav")]
    [InlineData("000", "9", "ivr2:/9/000.wav")]
    public void All_forms_in_which_Yemot_names_a_recording_lead_to_its_path(string recording, string folder, string path)
    {
        Assert.True(RecordingPath.TryResolve(recording, folder, out var resolved));
        Assert.Equal(path, resolved);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("ivr2:")]
    [InlineData("ivr2:/")]
    [InlineData("../000.wav")]
    [InlineData("/6/../../000.wav")]
    [InlineData("/6/..wav")]
    [InlineData("/6/a..wav")]
    [InlineData("/6/./000.wav")]
    [InlineData("//6/000.wav")]
    [InlineData("/6//000.wav")]
    [InlineData("/6/000.wav/")]
    [InlineData("/6/.wav")]
    [InlineData("/6/ext.ini")]
    [InlineData("/Log/LogApi.ymgr")]
    [InlineData("/6/000.wav&token=x")]
    [InlineData("/6/000.wav?x=1")]
    [InlineData("/6/000.wav#x")]
    [InlineData("/6/%2e%2e/000.wav")]
    [InlineData("/6/000.wav\n")]
    [InlineData("/6/0 0.wav")]
    [InlineData("\\6\\000.wav")]
    [InlineData("http://example.org/000.wav")]
    [InlineData("ivr2:ivr2:/6/000.wav")]
    [InlineData("ivr:/6/000.wav")]
    [InlineData("/6/הקלטה.wav")]
    [InlineData("/6/٠٠.wav")]
    [InlineData("/6/\0.wav")]
    public void What_is_no_plain_name_of_a_sound_file_leads_nowhere(string recording)
    {
        Assert.False(RecordingPath.TryResolve(recording, "9", out var path));
        Assert.Equal("", path);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("2/../..")]
    [InlineData("2 1")]
    [InlineData("x?y")]
    public void A_bare_name_in_a_hostile_extension_leads_nowhere(string extension) =>
        Assert.False(RecordingPath.TryResolve("000.wav", extension, out _));

    [Fact]
    public void A_path_of_any_length_is_answered_at_once()
    {
        Assert.False(RecordingPath.TryResolve(new string('a', 10_000_000), "9", out _));
        Assert.False(RecordingPath.TryResolve("000.wav", new string('a', 10_000), out _));
        Assert.False(RecordingPath.TryResolve(string.Concat(Enumerable.Repeat("a/", 149)) + "../b", "9", out _));
    }
}
