using Xunit;
using YemotAi.Calls.Actors;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>A stream that does not begin, or not as it should.</summary>
public sealed class MediaSocketStartTests
{
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
        await Polling.UntilAsync("it goes on", () => bench.Calls.Heard.Count == 1);
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
}
