using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Storage;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Scripts;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Whole calls with the agent that ships, by script, as a line's owner would try them.</summary>
public sealed class TenTurnCallTests
{
    private static readonly DateTimeOffset TuesdayMorning = new(2026, 11, 10, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, RequestRepeats.None)]
    [InlineData(true, RequestRepeats.None)]
    [InlineData(false, RequestRepeats.Afterwards)]
    [InlineData(true, RequestRepeats.Afterwards)]
    [InlineData(false, RequestRepeats.Together)]
    [InlineData(true, RequestRepeats.Together)]
    public async Task A_call_of_ten_turns_goes_from_the_opening_to_goodbye(bool post, RequestRepeats repeats)
    {
        await using var program = await StartAsync();
        await RunAsync(program, "ten_turns.yemot.txt", post, repeats);
        var message = Assert.Single(await program.MessagesAsync());
        Assert.Equal("0521234567", message.Caller);
        Assert.Matches(@"^/1/v\d+_[0-9a-f]{12}\.wav$", message.Recording);
        Assert.Equal(TuesdayMorning, message.At);
    }

    [Theory]
    [InlineData(false, RequestRepeats.None)]
    [InlineData(true, RequestRepeats.Together)]
    public async Task A_call_goes_on_by_keys_too_and_a_withheld_number_is_asked_for(bool post, RequestRepeats repeats)
    {
        await using var program = await StartAsync();
        await RunAsync(program, "keys_and_goodbye.yemot.txt", post, repeats);
        var message = Assert.Single(await program.MessagesAsync());
        Assert.Equal("0527654321", message.Caller);
    }

    [Fact]
    public async Task A_whole_call_is_in_the_archive_word_for_word()
    {
        await using var program = await StartAsync();
        await RunAsync(program, "ten_turns.yemot.txt", post: true, RequestRepeats.None, hangsUp: true);
        var call = Assert.Single(await program.FinishedAsync(1));
        Assert.Equal(nameof(CallEndReason.AgentHungUp), call.Reason);
        Assert.Equal("0521234567", call.Caller);
        Assert.Equal("example", call.Business);
        Assert.Equal(
            ["מתי אתם פתוחים היום", "כמה עולה תספורת גבר", "מה הכתובת שלכם בבקשה", "מה מזג האוויר מחר", "כן", "(recording)", "תחזרי שוב", "יותר לאט", "מהתחלה"],
            call.Transcript.Where(line => line.Speaker == Speaker.Caller)
                .Select(line => line.Text.StartsWith("[/1/v", StringComparison.Ordinal) ? "(recording)" : line.Text));
        // The opening, an answer to each of these and to the two silences.
        Assert.Equal(12, call.Transcript.Count(line => line.Speaker == Speaker.Agent));
    }

    [Fact]
    public async Task The_example_script_of_the_phone_is_fulfilled_by_the_program_as_it_ships()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup());
        await RunAsync(program, "example.yemot.txt", post: false, RequestRepeats.None);
    }

    private static Task<RunningProgram> StartAsync() =>
        RunningProgram.StartAsync(new ProgramSetup { Time = new ManualTime(TuesdayMorning) });

    private static async Task RunAsync(
        RunningProgram program, string file, bool post, RequestRepeats repeats, bool hangsUp = false)
    {
        var script = YemotScript.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scripts", file)));
        var line = program.Line(settings => settings with
        {
            Post = post, Repeats = repeats, SendsHangupAfterDisconnect = hangsUp,
        });
        var result = await script.RunAsync(line);
        Assert.True(result.ExitCode == PhoneExitCode.Fulfilled, $"{result.Summary}\n{string.Join('\n', result.Transcript)}");
        Assert.Empty(result.Broken);
        Assert.Empty(program.Log.Errors);
    }
}
