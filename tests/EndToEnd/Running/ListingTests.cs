using System.Globalization;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Hosting.Listing;
using YemotAi.Phone.Yemot.Scripts;
using YemotAi.Standalone;
using YemotAi.Standalone.Listing;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Running;

/// <summary>The commands that print what was kept, while the program runs and when it does not.</summary>
public sealed class ListingTests
{
    private static readonly DateTimeOffset TuesdayMorning = new(2026, 11, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Calls_and_messages_are_listed_while_the_program_runs_and_after_it_was_stopped()
    {
        await using var program = await RunningProgram.StartAsync(new ProgramSetup { Time = new ManualTime(TuesdayMorning) });
        Assert.Equal("", await ListAsync(Listed.Calls, program));
        var script = YemotScript.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Scripts", "ten_turns.yemot.txt"), TestContext.Current.CancellationToken));
        await script.RunAsync(
            program.Line(settings => settings with { SendsHangupAfterDisconnect = true }), cancellation: TestContext.Current.CancellationToken);
        await program.FinishedAsync(1);

        for (var round = 0; round < 2; round++)
        {
            var day = TuesdayMorning.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            var calls = await ListAsync(Listed.Calls, program);
            Assert.StartsWith($"{day}  0521234567 -> 0773137770  example", calls, StringComparison.Ordinal);
            Assert.Contains("AgentHungUp", calls, StringComparison.Ordinal);
            Assert.Contains("    > כמה עולה תספורת גבר", calls, StringComparison.Ordinal);
            Assert.Contains("70 שקלים", calls, StringComparison.Ordinal);
            var messages = await ListAsync(Listed.Messages, program);
            Assert.StartsWith($"{day}  0521234567  example", messages, StringComparison.Ordinal);
            Assert.Matches(@"\[recording /1/v\d+_[0-9a-f]{12}\.wav\]", messages);

            foreach (var found in new[] { "--Text=תספורת", "--Text=עמק רפאים", "--Number=052-123", "--Number=7313", "--From=2026-11-09", "--To=2026-11-10", "--Business=example" })
                Assert.Equal(calls, await ListAsync(Listed.Calls, program, found));
            foreach (var missed in new[] { "--Text=חתולים", "--Number=0541111111", "--From=2026-11-12", "--To=2026-11-08", "--Business=other" })
                Assert.Equal("", await ListAsync(Listed.Calls, program, missed));
            Assert.Equal("", await ListAsync(Listed.Messages, program, "--Business=other"));
            if (round == 0) await program.CloseAsync();
        }
    }

    [Theory]
    [InlineData("--Most=0", "1 to 1000")]
    [InlineData("--From=yesterday", "2026-11-21")]
    [InlineData("--Bogus=1", "Business")]
    [InlineData("all", "--Name")]
    public async Task A_wrong_argument_is_named_with_what_is_allowed(string wrong, string allowed)
    {
        using var errors = new StringWriter();
        Assert.Equal(StandaloneProgram.CannotStart, await ListingCommand.RunAsync(Listed.Calls, [wrong], TextWriter.Null, errors));
        Assert.Contains(allowed, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_data_is_named_and_stays_as_it_is()
    {
        using var folder = new DataFolder();
        await using var program = ChildProgram.Start("YemotAi.Standalone.dll", ["messages", "--Data", folder.Path]);
        Assert.Equal(StandaloneProgram.CannotStart, await Waiting.For("the command ends", program.WhenEndedAsync()));
        Assert.Contains(folder.Path, program.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task The_commands_run_as_processes_beside_the_program()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", call => call.Say("שלום וברכה")));
        await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiPhone=0521234567");
        await program.GetAsync("ApiCallId=a&ApiExtension=1&hangup=yes");
        await program.FinishedAsync(1);
        await using var listing = ChildProgram.Start("YemotAi.Standalone.dll", ["calls", "--Data", program.DataPath]);
        Assert.Equal(0, await Waiting.For("the command ends", listing.WhenEndedAsync()));
        Assert.Contains("    < שלום וברכה", listing.Output, StringComparison.Ordinal);
        Assert.Equal("", listing.Errors);
    }

    private static async Task<string> ListAsync(Listed what, RunningProgram program, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ListingCommand.RunAsync(what, [.. args, $"--Data={program.DataPath}"], output, errors);
        Assert.Equal((0, ""), (code, errors.ToString()));
        return output.ToString();
    }
}
