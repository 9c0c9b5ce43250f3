using System.Net.WebSockets;
using System.Text;
using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>A stream as it should not be. Whatever happens, the socket ends, and a call that was opened hears of it once.</summary>
public sealed class MediaSocketFaultTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_socket_on_which_no_stream_begins_is_closed()
    {
        await using var bench = new MediaBench();
        await bench.SendAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        bench.Time.Advance(bench.Options.StartLimit);
        Assert.Equal("closed 1008", await bench.ClosedAsync());
        Assert.Empty(bench.Calls.Told);
    }

    [Fact]
    public async Task What_comes_before_the_start_is_not_taken_and_does_not_put_off_the_limit()
    {
        await using var bench = new MediaBench();
        for (byte i = 0; i < 5; i++) await bench.SpeakAsync(i);
        bench.Time.Advance(bench.Options.StartLimit / 2);
        await bench.PressAsync('1');
        await bench.StopStreamAsync();
        bench.Time.Advance(bench.Options.StartLimit / 2);
        Assert.Equal("closed 1008", await bench.ClosedAsync());
        Assert.Empty(bench.Calls.Told);
    }

    [Fact]
    public async Task A_stream_that_is_refused_is_closed_and_nothing_of_it_is_taken()
    {
        await using var bench = new MediaBench();
        bench.Calls.Admission = MediaAdmission.Refused("the token is not right");
        await bench.SendStartAsync();
        await bench.SpeakAsync(1);
        Assert.Equal("closed 1008", await bench.ClosedAsync());
        Assert.Equal(["opened"], bench.Calls.Told);
        Assert.Contains(bench.Log.All, line => line.Text.Contains("the token is not right", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_fails_to_open_closes_the_socket_as_our_fault()
    {
        await using var bench = new MediaBench();
        bench.Calls.WhenOpened = _ => throw new InvalidOperationException("On purpose.");
        await bench.SendStartAsync();
        Assert.Equal("closed 1011", await bench.ClosedAsync());
        Assert.Empty(bench.Calls.Told);
        Assert.Single(bench.Log.Errors);
    }

    [Fact]
    public async Task A_call_that_does_not_answer_is_not_waited_for_for_ever()
    {
        await using var bench = new MediaBench();
        bench.Calls.WhenOpened = _ => new TaskCompletionSource().Task;
        await bench.SendStartAsync();
        await bench.Time.WhenWaitingAsync(2, Cancellation);
        bench.Time.Advance(bench.Options.OpenLimit);
        Assert.Equal("closed 1011", await bench.ClosedAsync());
    }

    [Theory]
    [InlineData(false, "closed 1011", MediaEnd.Failed)]
    [InlineData(true, "closed 1001", MediaEnd.Stopping)]
    public async Task A_line_that_cannot_be_attached_ends_the_stream_and_the_call_knows(bool isStopping, string closed, MediaEnd why)
    {
        await using var bench = new MediaBench();
        bench.Calls.WhenAttached = _ => throw (isStopping ? new EngineStoppingException() : new InvalidOperationException("On purpose."));
        await bench.SendStartAsync();
        Assert.Equal(closed, await bench.ClosedAsync());
        Assert.Equal(["opened", $"twilio:CA1 MZ1 ended: {why}"], bench.Calls.Told);
    }

    [Fact]
    public async Task A_program_that_stops_while_a_stream_is_opened_lets_go_of_its_line()
    {
        await using var bench = new MediaBench();
        var (entered, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        bench.Calls.WhenAttached = _ =>
        {
            entered.SetResult();
            return gate.Task;
        };
        await bench.SendStartAsync();
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        bench.Stop();
        gate.SetResult();
        Assert.Equal("closed 1001", await bench.ClosedAsync());
        Assert.Equal(["put down", "twilio:CA1 MZ1 ended: Stopping"], bench.Calls.Told.Skip(2));
    }

    [Fact]
    public async Task A_program_that_stops_already_takes_no_stream()
    {
        await using var bench = new MediaBench(isStopping: true);
        await bench.SendStartAsync();
        Assert.Equal("closed 1001", await bench.ClosedAsync());
        Assert.Empty(bench.Calls.Told);
    }

    [Fact]
    public async Task A_stream_that_begins_again_is_the_same_stream()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SendStartAsync();
        await bench.SpeakAsync(1);
        await MediaBench.UntilAsync(() => bench.Calls.Heard.Count == 1, "it goes on");
        Assert.Equal(2, bench.Calls.Told.Count);
    }

    [Theory]
    [InlineData("MZ2", "CA1")]
    [InlineData("MZ1", "CA2")]
    public async Task Another_stream_on_the_same_socket_ends_it(string stream, string call)
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SendStartAsync(stream, call);
        Assert.Equal("closed 1008", await bench.ClosedAsync());
        Assert.Equal("twilio:CA1 MZ1 ended: Broken", bench.Calls.Told.Last());
    }

    [Fact]
    public async Task What_is_of_another_stream_or_call_is_not_taken()
    {
        await using var bench = new MediaBench();
        await bench.StartAsync();
        await bench.SpeakAsync(1, stream: "MZ2");
        await bench.StopStreamAsync(call: "CA2");
        await bench.SpeakAsync(2);
        await MediaBench.UntilAsync(() => bench.Calls.Heard.Contains((byte)2), "it goes on");
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
            await MediaBench.UntilAsync(() => bench.Calls.Heard.Count == i + 1, "it came");
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
        await MediaBench.UntilAsync(() => bench.Calls.Told.Last() == "twilio:CA1 MZ1 ended: Finished", "the call knows");
        Assert.False(bench.Running.IsCompleted);
    }

    [Fact]
    public async Task A_call_that_does_not_want_to_hear_of_the_end_is_not_waited_for_for_ever()
    {
        await using var bench = new MediaBench();
        bench.Calls.WhenEnded = _ => new TaskCompletionSource().Task;
        await bench.StartAsync();
        await bench.CloseAsync();
        await MediaBench.UntilAsync(() => bench.Calls.Told.Count == 4, "it is told");
        bench.Time.Advance(bench.Options.TellLimit);
        Assert.Equal("closed 1000", await bench.ClosedAsync());
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
        await MediaBench.UntilAsync(() => bench.Calls.Told.Count == 3, "the key came");
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
        if (closed is null) await MediaBench.UntilAsync(() => bench.Calls.Told.Count == 3, "it is taken");
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
        await MediaBench.UntilAsync(() => bench.Calls.Heard.Count == 1, "it goes on");
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
        await MediaBench.UntilAsync(() => bench.Calls.Heard.Count == 1, "it goes on");
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

    [Fact]
    public async Task A_socket_that_is_closed_before_anything_is_closed()
    {
        await using var bench = new MediaBench();
        await bench.CloseAsync();
        Assert.Equal("closed 1000", await bench.ClosedAsync());
        Assert.Empty(bench.Calls.Told);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_breaks_is_lost(bool isStarted)
    {
        await using var bench = new MediaBench();
        if (isStarted) await bench.StartAsync();
        bench.Break();
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        if (isStarted) Assert.Equal("twilio:CA1 MZ1 ended: Lost", bench.Calls.Told.Last());
        Assert.Equal(isStarted ? 4 : 0, bench.Calls.Told.Count);
    }

    [Fact]
    public async Task Whoever_does_not_read_loses_the_oldest_and_is_cut_off()
    {
        await using var bench = new MediaBench(window: 4_096);
        await bench.StartAsync();
        for (var i = 0; i < 20; i++) bench.Calls.Say(10);
        await bench.Time.WhenWaitingAsync(2, Cancellation);
        bench.Calls.Say(100);
        bench.Time.Advance(bench.Options.SendLimit);
        await bench.Running.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("twilio:CA1 MZ1 ended: Silent", bench.Calls.Told.Last());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_in_whatever_order_the_socket_ends_and_the_call_knows_once(int seed)
    {
        var random = new Random(seed);
        await using var bench = new MediaBench(window: random.Next(2) == 0 ? 4_096 : 1 << 20);
        try
        {
            for (var i = 0; i < 60 && !bench.Running.IsCompleted; i++) await DoAnythingAsync(bench, random).WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            // The socket is over, or full: so be it.
        }

        bench.Stop();
        while (!bench.Running.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await bench.Running;
        var (opened, ended) = (bench.Calls.Told.Count(told => told == "opened"), bench.Calls.Told.Count(told => told.Contains("ended", StringComparison.Ordinal)));
        Assert.InRange(opened, 0, 1);
        Assert.Equal(opened, ended);
        Assert.Equal(bench.Calls.Told.Count(told => told.StartsWith("attached", StringComparison.Ordinal)), bench.Calls.Told.Count(told => told == "put down"));
        Assert.Empty(bench.Log.Errors);
    }

    private static Task DoAnythingAsync(MediaBench bench, Random random)
    {
        var isAttached = bench.Calls.Phone is not null;
        switch (random.Next(30))
        {
            case < 4: return bench.SendStartAsync();
            case < 12: return bench.SpeakAsync(1);
            case < 14: return bench.PressAsync('3');
            case < 16: return bench.EchoAsync($"{random.Next(3)}:{random.Next(40)}");
            case 16: return bench.SendAsync("{");
            case 17: return bench.SendAsync("""{"event":"media","media":{"chunk":"9","payload":"AQL/"}}""");
            case 18 when random.Next(3) == 0: return bench.StopStreamAsync();
            case 19 when random.Next(5) == 0: return bench.SendAsync([1], WebSocketMessageType.Binary, true);
            case 20 when random.Next(5) == 0: return bench.CloseAsync();
            case 21 when random.Next(5) == 0: bench.Break(); break;
            case 22 when isAttached && random.Next(3) == 0: bench.Calls.Phone!.End((SoundEnd)random.Next(5)); break;
            case 23 when isAttached: bench.Calls.Phone!.Clear(random.Next(40)); break;
            case 24: bench.Time.Advance(TimeSpan.FromMilliseconds(random.Next(3_000))); break;
            default:
                if (isAttached) bench.Calls.Say(random.Next(1, 8));
                break;
        }

        return Task.CompletedTask;
    }
}
