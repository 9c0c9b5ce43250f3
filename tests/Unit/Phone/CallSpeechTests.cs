using Xunit;
using YemotAi.Phone.Yemot;

namespace YemotAi.Unit.Phone;

public sealed class CallSpeechTests
{
    private const string Next = "read=t-תודה=next,no,voice";

    [Fact]
    public async Task Words_are_the_value_and_are_read_back()
    {
        var line = new ScriptedLine("read=t-דבר=v,no,voice,he-IL", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.SayAsync("  מה השעות?  ", TestContext.Current.CancellationToken);

        Assert.Equal("מה השעות?", line.Last["v"]);
        Assert.Equal(HeardKind.Echo, turn.Heard[0].Kind);
        Assert.Equal("תודה", turn.HeardText);
    }

    [Fact]
    public async Task Reading_back_can_be_switched_off()
    {
        var call = new ScriptedLine("read=t-דבר=v,no,voice", Next).Call(s => s with { ReadsBackWords = false });
        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Single((await call.SayAsync("כן", TestContext.Current.CancellationToken)).Heard);
    }

    [Theory]
    [InlineData("read=t-דבר=v,no,voice", "1234", "Digits-1234")]
    [InlineData("read=t-דבר=v,no,voice", "12#", "Digits-12")]
    [InlineData("read=t-דבר=v,no,voice,,yes,2", "1234", "Digits-12")]
    [InlineData("read=t-דבר=v,no,voice,,no", "1234", "")]
    [InlineData("read=t-דבר=v,no,voice,,,,record,3,30", "1234", "")]
    [InlineData("read=t-דבר=v,no,voice", "#", "")]
    public async Task Keys_come_marked_as_digits_unless_they_are_forbidden(string question, string keys, string value)
    {
        var line = new ScriptedLine(question, Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        await call.KeysAsync(keys, TestContext.Current.CancellationToken);

        Assert.Equal(value, line.Last["v"]);
    }

    [Fact]
    public async Task A_silent_caller_is_an_empty_value_that_is_there()
    {
        var line = new ScriptedLine("read=t-דבר=v,no,voice", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        await call.SilenceAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith("&v=", line.Last.RawQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read=t-הקלט=v,no,record,,,no", "", "/6/000.wav")]
    [InlineData("read=t-הקלט=v,no,record,/5/7,,no", "", "/5/7/000.wav")]
    [InlineData("read=t-הקלט=v,no,record,/5,msg,no", "", "/5/msg.wav")]
    [InlineData("read=t-הקלט=v,no,record,/5,msg,,,yes", "", "/5/msg.wav")]
    [InlineData("read=t-הקלט=v,no,record,,,no", "/9", "/9/000.wav")]
    public async Task A_recording_is_the_path_of_its_file(string question, string apiDir, string path)
    {
        var line = new ScriptedLine(question, Next);
        var call = line.Call(s => s with { Extension = "6", ApiDir = apiDir });
        var dialled = await call.DialAsync(TestContext.Current.CancellationToken);

        await call.RecordAsync(4, TestContext.Current.CancellationToken);

        Assert.Equal("הקלט [M1012 record after the tone] [beep]", dialled.HeardText);
        Assert.Equal(path, line.Last["v"]);
    }

    [Fact]
    public async Task Recordings_of_a_folder_are_numbered()
    {
        const string question = "read=t-הקלט=v,no,record,,,no";
        var line = new ScriptedLine(question, Next, question, Next);
        var system = line.Line();
        for (var i = 0; i < 2; i++)
        {
            var call = system.NewCall(extension: "6");
            await call.DialAsync(TestContext.Current.CancellationToken);
            await call.SayAsync("הודעה", TestContext.Current.CancellationToken);
        }

        Assert.Equal(["/6/000.wav", "/6/001.wav"], line.Requests.Select(r => r["v"]).OfType<string>());
    }

    [Fact]
    public async Task A_recording_is_accepted_from_a_menu()
    {
        var line = new ScriptedLine("read=t-הקלט=v,no,record,/5", Next);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var recorded = await call.RecordAsync(4, TestContext.Current.CancellationToken);
        Assert.StartsWith("[M3345", recorded.HeardText, StringComparison.Ordinal);
        Assert.StartsWith("[your recording] [M3345", (await call.KeysAsync("1", TestContext.Current.CancellationToken)).HeardText, StringComparison.Ordinal);
        Assert.StartsWith("[M3345", (await call.SilenceAsync(TestContext.Current.CancellationToken)).HeardText, StringComparison.Ordinal);
        Assert.EndsWith("[beep]", (await call.KeysAsync("3", TestContext.Current.CancellationToken)).HeardText, StringComparison.Ordinal);
        Assert.Single(line.Requests);
        await call.RecordAsync(4, TestContext.Current.CancellationToken);
        await call.KeysAsync("2", TestContext.Current.CancellationToken);

        Assert.Equal(["/5/000.wav"], line.Last.All("v"));
    }

    [Fact]
    public async Task A_recording_that_is_too_short_is_made_again()
    {
        var line = new ScriptedLine("read=t-הקלט=v,no,record,/5,,no,,,3,10");
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.RecordAsync(2, TestContext.Current.CancellationToken);

        Assert.StartsWith("[M1305", turn.HeardText, StringComparison.Ordinal);
        Assert.Single(line.Requests);
    }
}
