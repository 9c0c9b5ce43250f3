using Xunit;
using YemotAi.Phone.Yemot;

namespace YemotAi.Unit.Phone;

public sealed class CallKeysTests
{
    private const string Next = "read=t-תודה=next,no,voice";

    /// <summary>Field 3 and on of a question without confirmation; what is keyed and the value that comes of it.</summary>
    [Theory]
    [InlineData("1,1,7,NO", "5", "5")]
    [InlineData("4,1,7,Digits", "12#", "12")]
    [InlineData("4,1,7,Digits", "12", "12")]
    [InlineData(",1,7,Number", "123456789#", "123456789")]
    [InlineData("6,1,7,Price", "53*23#", "53.23")]
    [InlineData("4,4,7,Time", "1010", "10-10")]
    [InlineData("8,8,7,Date", "01012026", "01-01-2026")]
    [InlineData("8,8,7,HebrewDate", "15015786", "15-01-5786")]
    [InlineData("9,8,7,TeudatZehut", "123456782", "123456782")]
    [InlineData("10,9,7,Phone", "0501234567", "0501234567")]
    [InlineData("2,2,7,DigitsKeyboard", "12345#", "12345")]
    [InlineData("20,1,7,HebrewKeyboard", "שלום#", "שלום")]
    [InlineData("5,1,7,NO,,,*@", "1*2#", "1@2")]
    [InlineData("1,1,7,NO,,,,*#12", "#", "#")]
    [InlineData("1,1,7,NO,,,,*12", "*", "*")]
    [InlineData("2,1,7,NO,,,,1.22", "1#", "1")]
    [InlineData("2,1,7,NO,,yes", "10", "10")]
    [InlineData("1,1,7,NO,,,,,1,Ok,Nothing", "#", "Nothing")]
    public async Task An_entry_becomes_a_value(string fields, string keys, string value)
    {
        var line = new ScriptedLine($"read=t-הקש=v,no,{Unconfirmed(fields)}", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.KeysAsync(keys, TestContext.Current.CancellationToken);

        Assert.Equal(value, line.Last["v"]);
        Assert.Equal("next", call.Question!.Name);
        Assert.Equal("", turn.DroppedKeys);
    }

    [Theory]
    [InlineData("4,3,7,NO", "12#", "[M1035")]
    [InlineData("1,1,7,NO", "#", "[M1002")]
    [InlineData("1,1,7,NO,,,,12", "3", "[M1224")]
    [InlineData("2,2,7,NO,,,,11.12", "13", "[M1224")]
    [InlineData("3,1,7,NO,yes", "1*2", "[M1224")]
    [InlineData("3,1,7,NO,,yes", "00#", "[M1224")]
    [InlineData("4,4,7,Time", "2561", "[M1224")]
    [InlineData("8,8,7,Date", "31022026", "[M1224")]
    [InlineData("8,8,7,Date", "0101#", "[M1035")]
    [InlineData("10,9,7,Phone", "05012#", "[M1035")]
    public async Task An_entry_that_does_not_fit_is_refused_and_asked_for_again_without_the_line(string fields, string keys, string refusal)
    {
        var line = new ScriptedLine($"read=t-הקש=v,no,{Unconfirmed(fields)}");
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.KeysAsync(keys, TestContext.Current.CancellationToken);

        Assert.StartsWith(refusal, turn.HeardText, StringComparison.Ordinal);
        Assert.EndsWith("הקש", turn.HeardText, StringComparison.Ordinal);
        Assert.Empty(turn.Exchanges);
        Assert.Single(line.Requests);
        Assert.Equal(CallState.Asked, call.State);
    }

    [Fact]
    public async Task An_entry_is_confirmed_unless_the_fifteenth_field_says_no()
    {
        var line = new ScriptedLine("read=t-הקש=v,no,2,1,7,Digits", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var entered = await call.KeysAsync("12", TestContext.Current.CancellationToken);
        Assert.Contains("[M1353", entered.HeardText, StringComparison.Ordinal);
        Assert.Contains(entered.Heard, h => h.Kind == HeardKind.Echo && h.Text.Contains("12", StringComparison.Ordinal));
        Assert.Equal(QuestionPhase.Confirming, call.Phase);
        var wrongKey = await call.KeysAsync("7", TestContext.Current.CancellationToken);
        Assert.Contains("[M1353", wrongKey.HeardText, StringComparison.Ordinal);
        var silent = await call.SilenceAsync(TestContext.Current.CancellationToken);
        Assert.Contains("[M1353", silent.HeardText, StringComparison.Ordinal);
        var again = await call.KeysAsync("2", TestContext.Current.CancellationToken);
        Assert.Equal("הקש", again.HeardText);
        Assert.Single(line.Requests);

        await call.KeysAsync("34", TestContext.Current.CancellationToken);
        await call.KeysAsync("1", TestContext.Current.CancellationToken);

        Assert.Equal(["34"], line.Last.All("v"));
    }

    [Fact]
    public async Task Keys_after_an_entry_answer_its_confirmation_and_then_are_dropped()
    {
        var line = new ScriptedLine("read=t-הקש=v,no,2,1,7,NO", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.KeysAsync("12199", TestContext.Current.CancellationToken);

        Assert.Equal("12", line.Last["v"]);
        Assert.Equal("99", turn.DroppedKeys);
        Assert.DoesNotContain(turn.Heard, h => h.Kind == HeardKind.Echo);
    }

    [Fact]
    public async Task Silence_plays_the_question_as_often_as_it_says_and_sends_the_empty_value()
    {
        var line = new ScriptedLine("read=t-הקש=v,no,1,1,7,NO,,,,,3,Ok,,,no", Next);
        var call = line.Call();
        var dialled = await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.SilenceAsync(TestContext.Current.CancellationToken);

        Assert.Equal("הקש", dialled.HeardText);
        Assert.Equal("הקש הקש תודה", turn.HeardText);
        Assert.Equal("None", line.Last["v"]);
    }

    [Fact]
    public async Task Silence_where_no_empty_value_is_let_through_is_asked_again()
    {
        var line = new ScriptedLine("read=t-הקש=v,no,1,1,7,NO,,,,,,,None,,no");
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.SilenceAsync(TestContext.Current.CancellationToken);

        Assert.Equal("[M1002 nothing was keyed] הקש", turn.HeardText);
        Assert.Single(line.Requests);
    }

    [Fact]
    public async Task Words_are_silence_to_a_question_that_waits_for_keys()
    {
        var line = new ScriptedLine("read=t-הקש=v,no,1,1,7,NO,,,,,,,,,no");
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.SayAsync("חמש", TestContext.Current.CancellationToken);

        Assert.Contains("[M1002", turn.HeardText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_telephone_has_no_letters()
    {
        var call = new ScriptedLine("read=t-הקש=v,no,1,1,7,NO").Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ArgumentException>(() => call.KeysAsync("1a", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_known_mail_address_is_sent_without_asking()
    {
        var line = new ScriptedLine("read=t-כתובת=v,no,,1,7,GetMail", Next);
        var call = line.Call(s => s with { CallerMail = "a@b.co" });

        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("a@b.co", line.Last["v"]);
    }

    [Fact]
    public async Task A_silent_callers_seconds_are_waited_for_by_the_clock_where_wanted()
    {
        var time = new YemotAi.Tests.ManualTime();
        var line = new ScriptedLine("read=t-הקש=v,no,1,1,5,NO,,,,,2,Ok,,,no", Next);
        var call = line.Line(s => s with { WaitsForSilence = true }, time).NewCall();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var silence = call.SilenceAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(silence.IsCompleted);
        Assert.Single(line.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await silence;

        Assert.Equal(2, line.Requests.Count);
    }

    /// <summary>Fills the fields up to the fifteenth, which says no.</summary>
    private static string Unconfirmed(string fields) => fields + new string(',', 12 - fields.Count(c => c == ',')) + "no";
}
