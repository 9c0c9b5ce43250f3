using Xunit;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice.Flows;

namespace YemotAi.Unit.Spoken;

/// <summary>A caller who hangs up in the middle of what was asked has answered it.</summary>
public sealed class LastWordsTests : IAsyncDisposable
{
    private const string Message = "תגידו לדנה שאני מאחר בחצי שעה";

    private readonly SpokenBench _bench;
    private Listening _listening = new() { LongSpeech = true };

    public LastWordsTests() => _bench = new SpokenBench(TakeAsync);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_is_kept_that_was_being_spoken(bool isStreamOverFirst)
    {
        await AskedAsync();
        await _bench.SayAsync(Message);
        await HangUpAsync(isStreamOverFirst);
        var call = await _bench.IsOverAsync();
        Assert.Equal("CallerHungUp", call.Reason);
        Assert.Equal(Message, Assert.Single(await _bench.MessagesAsync()).Text);
        Assert.Contains(call.Transcript, line => line.Text == Message);
    }

    [Fact]
    public async Task A_message_is_kept_that_was_being_recognised()
    {
        await AskedAsync();
        _bench.Ear.Waits = true;
        await _bench.SayAsync(Message);
        await _bench.UntilAsync(() => _bench.Ear.UnderWay == 1, "what was said is being recognised");
        await HangUpAsync(isStreamOverFirst: true);
        _bench.Ear.Release();
        await _bench.IsOverAsync();
        Assert.Equal(Message, Assert.Single(await _bench.MessagesAsync()).Text);
    }

    [Fact]
    public async Task A_message_is_kept_that_was_begun_over_the_question()
    {
        await _bench.BeginAsync();
        await _bench.UntilAsync(() => _bench.IsSpeaking, "the question is being asked");
        _bench.Ear.Knows(Message);
        await _bench.SpeakAsync(TimeSpan.FromSeconds(3));
        await HangUpAsync(isStreamOverFirst: true);
        await _bench.IsOverAsync();
        Assert.Equal(Message, Assert.Single(await _bench.MessagesAsync()).Text);
    }

    [Fact]
    public async Task What_was_keyed_is_the_answer()
    {
        _listening = new Listening();
        await AskedAsync();
        await _bench.PressAsync('1');
        await HangUpAsync(isStreamOverFirst: false);
        Assert.Contains((await _bench.IsOverAsync()).Transcript, line => line.Text == "1");
    }

    [Fact]
    public async Task Nothing_is_kept_when_nothing_was_said()
    {
        await AskedAsync();
        await HangUpAsync(isStreamOverFirst: true);
        Assert.Equal("CallerHungUp", (await _bench.IsOverAsync()).Reason);
        Assert.Empty(await _bench.MessagesAsync());
    }

    private async Task AskedAsync()
    {
        await _bench.BeginAsync();
        await _bench.HearsAsync("מה ההודעה שלך?");
        await _bench.PassAsync(TimeSpan.FromSeconds(1));
    }

    private async Task HangUpAsync(bool isStreamOverFirst)
    {
        if (isStreamOverFirst) await _bench.LoseAsync(isBroken: false);
        await _bench.HangUpAsync();
        if (!isStreamOverFirst) await _bench.LoseAsync(isBroken: false);
    }

    private async Task TakeAsync(VoiceCall call)
    {
        await call.Say("מה ההודעה שלך?");
        var heard = await call.Listen(_listening);
        if (heard.IsSilence) return;
        await call.Once("message", async (key, _) =>
        {
            await _bench.Store.Inner.Messages.KeepAsync(new CallerMessage
            {
                Key = key, Call = call.Facts.Key, At = call.Now, Business = "", Caller = call.Facts.Caller, Text = heard.Words,
            });
            return true;
        });
        await call.Say("תודה, ההודעה נשמרה.");
    }
}
