using System.Net.WebSockets;
using System.Text;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>A stream as it should not be. Whatever happens, the socket ends, and a call that was opened hears of it once.</summary>
public sealed class MediaSocketFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_of_another_stream_or_call_is_not_taken()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SpeakAsync(1, stream: "MZ2");
        await bench.StopStreamAsync(call: "CA2");
        await bench.SpeakAsync(2);
        await Polling.UntilAsync("it goes on", () => bench.Calls.Heard.Contains((byte)2));
        Assert.DoesNotContain((byte)1, bench.Calls.Heard);
    }

    [Fact]
    public async Task A_stream_that_falls_silent_is_lost()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        for (byte i = 0; i < 3; i++)
        {
            await bench.SpeakAsync(i);
            await Polling.UntilAsync("it came", () => bench.Calls.Heard.Count == i + 1);
            bench.Time.Advance(bench.Options.SilenceLimit - TimeSpan.FromMilliseconds(1));
            Assert.Equal(2, bench.Calls.Told.Count);
        }

        bench.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("closed 1008", await bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Silent", bench.Calls.Told.Last());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_does_not_answer_the_close_is_cut_off(bool isStarted)
    {
        await using var bench = new MediaBench();
        if (isStarted) await bench.StartAsync();
        bench.Stop();
        Assert.Equal("closed 1001", await bench.NextAsync());
        Assert.False(bench.Running.IsCompleted);
        bench.Time.Advance(bench.Options.CloseLimit);
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(isStarted ? 1 : 0, bench.Calls.Told.Count(told => told.Contains("ended: Stopping", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_call_hears_of_the_end_before_the_close_is_answered()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        bench.Calls.Phone!.End(SoundEnd.Finished);
        await Polling.UntilAsync("the call knows", () => bench.Calls.Told.Last() == "twilio:CA1 MZ1 ended: Finished");
        Assert.False(bench.Running.IsCompleted);
    }

    [Fact]
    public async Task A_call_that_does_not_want_to_hear_of_the_end_is_not_waited_for_for_ever()
    {
        await using var bench = new MediaBench();
        bench.Calls.WhenEnded = _ => new TaskCompletionSource().Task;
        await bench.StartAsync();
        await bench.CloseAsync();
        await Polling.UntilAsync("it is told", () => bench.Calls.Told.Count == 4);
        // Before the clock is moved: by it the answer to the close has a limit too.
        Assert.Equal("closed 1000", await bench.NextAsync());
        bench.Time.Advance(bench.Options.TellLimit);
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(60), Cancellation);
        Assert.Contains(bench.Log.Errors, line => line.Text.Contains("could not be told", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Binary_messages_end_it()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SendAsync([1, 2, 3], WebSocketMessageType.Binary, true);
        Assert.Equal("closed 1003", await bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Broken", bench.Calls.Told.Last());
    }

    [Fact]
    public async Task A_message_in_parts_is_one_message()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        var text = Encoding.UTF8.GetBytes("""{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"2","dtmf":{"digit":"7"}}""");
        for (var i = 0; i < text.Length; i++) await bench.SendAsync([text[i]], WebSocketMessageType.Text, i == text.Length - 1);
        await Polling.UntilAsync("the key came", () => bench.Calls.Told.Count == 3);
        Assert.Equal("twilio:CA1 MZ1 pressed 7 2", bench.Calls.Told.Last());
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "closed 1009")]
    [InlineData(1_000_000, "closed 1009")]
    public async Task A_message_that_is_too_long_ends_it(int more, string? closed)
    {
        await using var bench = new MediaBench(window: 1 << 22);
        await bench.StartAsync();
        var frame = """{"event":"dtmf","dtmf":{"digit":"7"},"sequenceNumber":"2","x":""}""";
        await bench.SendAsync(frame.Replace("\"\"", $"\"{new string('x', bench.Options.MaxMessageBytes - frame.Length + more)}\"", StringComparison.Ordinal));
        if (closed is null) await Polling.UntilAsync("it is taken", () => bench.Calls.Told.Count == 3);
        else Assert.Equal(closed, await bench.ClosedAsync());
    }

    [Theory]
    [InlineData("{", "closed 1007")]
    [InlineData("""{"event":"media"}""", "closed 1008")]
    public async Task A_few_wrong_messages_are_passed_over_and_many_end_it(string wrong, string closed)
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        for (var i = 0; i < bench.Options.MaxProblems; i++) await bench.SendAsync(wrong);
        await bench.SpeakAsync(1);
        await Polling.UntilAsync("it goes on", () => bench.Calls.Heard.Count == 1);
        await bench.SendAsync(wrong);
        Assert.Equal(closed, await bench.ClosedAsync());
    }

    [Fact]
    public async Task Events_of_a_later_protocol_are_passed_over_however_many()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        for (var i = 0; i < 100; i++) await bench.SendAsync("""{"event":"smell","smell":{"of":"coffee"}}""");
        await bench.SpeakAsync(1);
        await Polling.UntilAsync("it goes on", () => bench.Calls.Heard.Count == 1);
    }

    [Fact]
    public async Task Text_that_is_no_text_ends_it()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SendAsync([0xFF, 0xFE], WebSocketMessageType.Text, true);
        Assert.Equal("closed 1007", await bench.ClosedAsync());
        Assert.Equal(4, bench.Calls.Told.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_socket_that_Twilio_closes_without_a_stop_is_lost(bool isSpeaking)
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        if (isSpeaking)
        {
            bench.Calls.Say(5);
            bench.Calls.Phone!.End(SoundEnd.Finished);
        }

        await bench.CloseAsync();
        Assert.Equal("closed 1000", await bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Lost", bench.Calls.Told.Last());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_socket_that_is_over_before_its_stream_begins_is_let_go(bool isConnected, bool isBroken)
    {
        await using var bench = new MediaBench();
        if (isConnected) await bench.SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        if (isBroken) bench.Break();
        else await bench.CloseAsync();
        if (!isBroken) Assert.Equal("closed 1000", await bench.ClosedAsync());
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Empty(bench.Calls.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_is_lost(bool isSpeaking)
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        if (isSpeaking) bench.Calls.Say(5);
        bench.Break();
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal(["put down", "twilio:CA1 MZ1 ended: Lost"], bench.Calls.Told.Skip(2));
    }

    [Fact]
    public async Task Whoever_does_not_read_loses_the_oldest_and_is_cut_off()
    {
        // Of another length than all other limits: it is told by it that a message is stuck.
        var options = new MediaSocketOptions { SendLimit = TimeSpan.FromSeconds(4) };
        await using var bench = new MediaBench(window: 4_096, options);
        await bench.StartAsync();
        for (var i = 0; i < 20; i++) bench.Calls.Say(10);
        await bench.Time.WhenDueInAsync(options.SendLimit, Cancellation);
        bench.Calls.Say(100);
        bench.Time.Advance(bench.Options.SendLimit);
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("twilio:CA1 MZ1 ended: Silent", bench.Calls.Told.Last());
    }
}
