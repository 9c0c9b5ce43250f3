using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>A stream as it should be: from its start to each of its ends.</summary>
public sealed class MediaSocketTests : IAsyncDisposable
{
    private readonly MediaBench _bench = new();

    private CallsOfBench Calls => _bench.Calls;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_stream_is_opened_with_what_it_says_and_attached_to_its_call()
    {
        await _bench.StartAsync();
        Assert.Equal(("MZ1", "CA1", "t"), (Calls.Start!.StreamSid, Calls.Start.CallSid, Calls.Start.Parameters["token"]));
        Assert.Equal(["opened", $"attached to {CallsOfBench.Call}"], Calls.Told);
    }

    [Fact]
    public async Task What_the_caller_says_reaches_the_call_whole_and_in_order()
    {
        await _bench.StartAsync();
        for (byte i = 0; i < 100; i++) await _bench.SpeakAsync(i);
        await Polling.UntilAsync("all came", () => Calls.Heard.Count == 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (byte)i), Calls.Heard);
    }

    [Fact]
    public async Task What_the_call_says_reaches_the_phone_with_a_clear_before_it_and_marks_in_it()
    {
        await _bench.StartAsync();
        Calls.Say(12);
        var told = await _bench.UntilToldAsync("mark 0:10");
        Assert.Equal("clear", told[0]);
        Assert.Contains(told, one => one.StartsWith("media 0", StringComparison.Ordinal));
        await _bench.EchoAsync("0:5");
        await Polling.UntilAsync("the call knows what was played", () => Calls.PlayedTo.Count == 1);
        Assert.Equal(5, Assert.Single(Calls.PlayedTo));
    }

    [Fact]
    public async Task What_was_said_last_gets_a_mark_after_a_while()
    {
        await _bench.StartAsync();
        Calls.Say(2);
        Assert.Equal(["clear", "media 0-1"], await _bench.UntilToldAsync("media 0-1"));
        await _bench.Time.WhenDueInAsync(_bench.Options.MarkAfter, TestContext.Current.CancellationToken);
        _bench.Time.Advance(_bench.Options.MarkAfter);
        Assert.Equal("mark 0:2", await _bench.NextAsync());
    }

    [Fact]
    public async Task After_a_clear_the_marks_that_come_back_prove_nothing()
    {
        await _bench.StartAsync();
        Calls.Say(5);
        await _bench.UntilToldAsync("mark 0:5");
        Calls.Phone!.Clear(5);
        Assert.Equal("clear", await _bench.NextAsync());
        await _bench.EchoAsync("0:5");
        Calls.Say(5);
        await _bench.UntilToldAsync("mark 1:10");
        await _bench.EchoAsync("1:10");
        await Polling.UntilAsync("the call knows what was played", () => Calls.PlayedTo.Contains(10));
        Assert.DoesNotContain(5, Calls.PlayedTo);
    }

    [Fact]
    public async Task Keys_come_in_order_with_their_numbers_and_hold_nothing_up()
    {
        var gate = new TaskCompletionSource();
        Calls.WhenPressed = _ => gate.Task;
        await _bench.StartAsync();
        await _bench.PressAsync('1');
        await _bench.PressAsync('#');
        await _bench.SpeakAsync(7);
        await Polling.UntilAsync("sound goes on", () => Calls.Heard.Count == 1);
        Assert.Equal(2, Calls.Told.Count);
        gate.SetResult();
        await Polling.UntilAsync("both keys came", () => Calls.Told.Count == 4);
        Assert.Equal(["twilio:CA1 MZ1 pressed 1 2", "twilio:CA1 MZ1 pressed # 3"], Calls.Told.Skip(2));
    }

    [Fact]
    public async Task More_keys_than_the_call_takes_are_dropped()
    {
        var gate = new TaskCompletionSource();
        Calls.WhenPressed = _ => gate.Task;
        await _bench.StartAsync();
        for (var i = 0; i < _bench.Options.MaxKeys + 10; i++) await _bench.PressAsync('5');
        await _bench.SpeakAsync(1);
        await Polling.UntilAsync("all keys were looked at", () => Calls.Heard.Count == 1);
        gate.SetResult();
        await _bench.StopStreamAsync();
        Assert.Equal("closed 1000", await _bench.ClosedAsync());
        Assert.InRange(Calls.Told.Count(told => told.Contains("pressed", StringComparison.Ordinal)), _bench.Options.MaxKeys, _bench.Options.MaxKeys + 1);
    }

    [Fact]
    public async Task A_key_that_the_call_does_not_take_is_given_up_and_the_next_one_comes()
    {
        var failing = true;
        Calls.WhenPressed = _ => failing ? throw new InvalidOperationException("On purpose.") : Task.CompletedTask;
        await _bench.StartAsync();
        await _bench.PressAsync('1');
        await _bench.Log.WhenLoggedAsync("did not reach its call", 1, TestContext.Current.CancellationToken);
        failing = false;
        await _bench.PressAsync('2');
        await Polling.UntilAsync("the second key came", () => Calls.Told.Count == 3);
        Assert.Equal("twilio:CA1 MZ1 pressed 2 3", Calls.Told.Last());
    }

    [Fact]
    public async Task A_stream_that_Twilio_stops_is_closed_normally_and_its_call_knows()
    {
        await _bench.StartAsync();
        await _bench.StopStreamAsync();
        Assert.Equal("closed 1000", await _bench.ClosedAsync());
        Assert.Equal(["put down", "twilio:CA1 MZ1 ended: Stopped"], Calls.Told.Skip(2));
    }

    [Fact]
    public async Task A_stream_that_the_call_ends_is_closed_when_its_last_word_was_played()
    {
        await _bench.StartAsync();
        Calls.Say(7);
        Calls.Phone!.End(SoundEnd.Finished);
        await _bench.UntilToldAsync("mark 0:7");
        await _bench.EchoAsync("0:5");
        await Polling.UntilAsync("the call knows what was played", () => Calls.PlayedTo.Contains(5));
        Assert.Equal(2, Calls.Told.Count);
        await _bench.EchoAsync("0:7");
        Assert.Equal("closed 1000", await _bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Finished", Calls.Told.Last());
    }

    [Fact]
    public async Task A_stream_that_the_call_ends_is_closed_though_no_mark_comes_back()
    {
        await _bench.StartAsync();
        Calls.Say(7);
        Calls.Phone!.End(SoundEnd.Finished);
        await _bench.UntilToldAsync("mark 0:7");
        _bench.Time.Advance(TimeSpan.FromMilliseconds(7 * 20) + _bench.Options.PlayoutSlack);
        Assert.Equal("closed 1000", await _bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Finished", Calls.Told.Last());
    }

    [Fact]
    public async Task A_stream_that_the_call_ends_in_silence_is_closed_at_once()
    {
        await _bench.StartAsync();
        Calls.Phone!.End(SoundEnd.Finished);
        Assert.Equal("closed 1000", await _bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Finished", Calls.Told.Last());
    }

    [Theory]
    [InlineData(SoundEnd.Replaced, "closed 1000", MediaEnd.Replaced)]
    [InlineData(SoundEnd.Stopping, "closed 1001", MediaEnd.Stopping)]
    [InlineData(SoundEnd.Lost, "closed 1011", MediaEnd.Failed)]
    public async Task When_the_line_ends_the_socket_ends(SoundEnd why, string closed, MediaEnd told)
    {
        await _bench.StartAsync();
        Calls.Phone!.End(why);
        Assert.Equal(closed, await _bench.ClosedAsync());
        Assert.Equal($"twilio:CA1 MZ1 ended: {told}", Calls.Told.Last());
    }

    [Fact]
    public async Task A_program_that_stops_goes_away_politely()
    {
        await _bench.StartAsync();
        _bench.Stop();
        Assert.Equal("closed 1001", await _bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Stopping", Calls.Told.Last());
    }

    [Fact]
    public async Task Its_log_tells_its_steps_and_nothing_that_was_said()
    {
        await _bench.StartAsync();
        await _bench.SpeakAsync(0xA5);
        await _bench.PressAsync('9');
        Calls.Say(5);
        await _bench.UntilToldAsync("mark 0:5");
        await _bench.StopStreamAsync();
        await _bench.ClosedAsync();
        var lines = _bench.Log.All.Select(line => line.Text).ToList();
        Assert.Equal(
            ["A media socket was opened.", "The media stream MZ1 of the call CA1 began.", "The media stream MZ1 of the call CA1 was stopped by Twilio.",
            "The media stream MZ1 is over: Stopped, closed with NormalClosure. 1 frames came, 5 went, 0 were dropped; 0 messages were wrong."],
            lines);
    }
}
