using System.Buffers;
using System.Text;
using Xunit;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

public sealed class StreamMessageWriterTests
{
    private readonly ArrayBufferWriter<byte> _to = new();
    private readonly StreamMessageWriter _writer = new("MZ1");

    private string Text => Encoding.UTF8.GetString(_to.WrittenSpan);

    [Fact]
    public void Sound_has_the_members_of_the_protocol_and_no_more()
    {
        _writer.Media(_to, [1, 2, 255]);
        Assert.Equal("""{"event":"media","streamSid":"MZ1","media":{"payload":"AQL/"}}""", Text);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1_500)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void A_mark_comes_back_as_it_was(long epoch, long before)
    {
        _writer.Mark(_to, new StreamMark(epoch, before));
        Assert.Equal($$$"""{"event":"mark","streamSid":"MZ1","mark":{"name":"{{{epoch}}}:{{{before}}}"}}""", Text);
        Assert.Equal(new StreamMark(epoch, before), new StreamMessageReader(new MediaSocketOptions()).Read(_to.WrittenSpan).Mark);
    }

    [Fact]
    public void A_clear_has_the_members_of_the_protocol_and_no_more()
    {
        _writer.Clear(_to);
        Assert.Equal("""{"event":"clear","streamSid":"MZ1"}""", Text);
    }

    [Fact]
    public void A_message_costs_no_memory()
    {
        var sound = new byte[800];
        for (var i = 0; i < 3; i++) All();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) All();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void All()
        {
            _to.ResetWrittenCount();
            _writer.Media(_to, sound);
            _writer.Mark(_to, new StreamMark(1, 1_000_000));
            _writer.Clear(_to);
        }
    }
}
