using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;
using YemotAi.Telephony.Yemot.Answers;
using PromptItem = YemotAi.Telephony.Yemot.Answers.PromptItem;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>What a handler asks and plays comes to the caller as it was meant. (Protocol, sections 5.4, 5.7 and 5.11.)</summary>
public sealed class AskedAndPlayedTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Long_speech_is_asked_for_with_its_fields_in_their_places_and_all_of_it_is_heard(bool post)
    {
        var heard = "";
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
            heard = (await call.AskSpeech("tell me all", ask => ask with
            {
                Language = "en-US", LongSpeech = true, SilenceSeconds = 2, MaxSeconds = 90,
            })).Words));
        var call = program.Call(settings => settings with { Post = post });
        await call.DialAsync(Cancellation);
        var question = Assert.IsType<ReadVoiceCommand>(call.Question);
        Assert.True(question.LongSpeech);
        Assert.Equal(("en-US", 2, 90), (question.Language, question.SilenceSeconds, question.MaxSeconds));
        Assert.False(question.AllowsKeys);
        var speech = string.Join(' ', Enumerable.Repeat("ספרתי הכול מהתחלה", 400));
        await call.SayAsync(speech, Cancellation);
        Assert.Equal(speech, heard);
    }

    [Fact]
    public async Task Keys_that_come_instead_of_speech_are_told_from_words()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var keyed = await call.AskSpeech("one");
            var said = await call.AskSpeech("two");
            await call.Say($"keys {keyed.Keys} words {said.Words} {keyed.Words.Length} {said.Keys.Length}");
        }));
        var call = program.Call();
        await call.DialAsync(Cancellation);
        await call.KeysAsync("42#", Cancellation);
        var turn = await call.SayAsync("forty two", Cancellation);
        Assert.Contains("keys 42 words forty two 0 0", turn.HeardText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_least_of_keys_and_no_wait_are_sent_as_zero_and_not_as_the_defaults()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call => await call.AskKeys(
            "now", ask => ask with { MinDigits = 0, MaxDigits = 4, WaitSeconds = 0, AcceptEmpty = true })));
        Assert.Equal("read=t-now=v1,no,4,0,0,No,no,no,,,,Ok,,,no", (await program.GetAsync("ApiCallId=a&ApiExtension=1")).Obeyed());
        var call = program.Call();
        await call.DialAsync(Cancellation);
        var question = Assert.IsType<ReadKeysCommand>(call.Question);
        Assert.Equal((0, 0), (question.MinDigits, question.Seconds));
    }

    [Fact]
    public async Task An_entry_needs_no_confirmation_unless_it_is_asked_for()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            await call.AskKeys("plain");
            await call.AskKeys("sure", ask => ask with { Confirm = true });
        }));
        var call = program.Call();
        await call.DialAsync(Cancellation);
        Assert.False(Assert.IsType<ReadKeysCommand>(call.Question).AsksConfirmation);
        await call.KeysAsync("12#", Cancellation);
        Assert.True(Assert.IsType<ReadKeysCommand>(call.Question).AsksConfirmation);
        await call.KeysAsync("12#", Cancellation);
        Assert.Equal(QuestionPhase.Confirming, call.Phase);
        await call.KeysAsync("1", Cancellation);
        Assert.Equal(CallState.Left, call.State);
    }

    [Fact]
    public async Task A_recording_lies_where_it_was_asked_for()
    {
        var path = "";
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
            path = await call.AskRecording("speak", ask => ask with
            {
                Folder = "/7/in-box", FileName = "call-12", KeepOnHangup = true, MinSeconds = 2, MaxSeconds = 30,
            })));
        var call = program.Call();
        await call.DialAsync(Cancellation);
        var question = Assert.IsType<ReadRecordCommand>(call.Question);
        Assert.Equal((2, 30, true, false), (question.MinSeconds, question.MaxSeconds, question.KeptOnHangup, question.AsksConfirmation));
        await call.RecordAsync(5, Cancellation);
        Assert.Equal("/7/in-box/call-12.wav", path);
    }

    [Fact]
    public async Task Files_with_hyphens_digits_with_hyphens_and_moved_times_are_played()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", call => call.Say(
            PromptItem.File("/1/re-opened"),
            PromptItem.TextFile("tts-1"),
            PromptItem.Digits("03-555-1234"),
            PromptItem.Number(1_250),
            PromptItem.Letters("IL"),
            PromptItem.SystemMessage(12),
            PromptItem.Date(new DateOnly(2026, 11, 2)),
            PromptItem.HebrewDate(new DateOnly(2026, 11, 2)),
            PromptItem.Time(ZmanTime.Named("sunset") with { Zone = "IL/Bney_Brak", Shift = new ZmanShift(1, ZmanUnit.Days) }),
            PromptItem.Time(ZmanTime.At(new TimeOnly(9, 5))))));
        Assert.Equal(
            "id_list_message=f-/1/re-opened.s-tts-1.d-035551234.n-1250.a-IL.m-0012.date-02/11/2026.dateH-02/11/2026"
                + ".z-sunset,IL/Bney_Brak,+,D1.z-T09:05,IL/Jerusalem,,",
            (await program.GetAsync("ApiCallId=a&ApiExtension=1")).Obeyed());
    }

    [Fact]
    public async Task A_value_that_was_keyed_for_nothing_is_told_from_what_was_keyed()
    {
        string[] entries = [];
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            var first = await call.AskKeys("one", ask => ask with { AcceptEmpty = true });
            var second = await call.AskKeys("two", ask => ask with { AcceptEmpty = true, EmptyValue = "nothing" });
            var third = await call.AskKeys("three", ask => ask with { AcceptEmpty = true });
            entries = [first, second, third];
        }));
        var call = program.Call();
        await call.DialAsync(Cancellation);
        await call.SilenceAsync(Cancellation);
        await call.SilenceAsync(Cancellation);
        await call.KeysAsync("0#", Cancellation);
        Assert.Equal(["", "", "0"], entries);
    }
}
