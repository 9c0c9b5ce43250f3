using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Running;

/// <summary>A graceful stop: what was begun is finished, and what comes meanwhile is not lost.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_turn_in_work_is_finished_and_answered_while_the_program_stops_and_the_call_goes_on_after_the_next_start()
    {
        var gate = new Gate();
        await using var program = await RunningProgram.StartAsync(line => Order(line, gate));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        var working = program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5");
        await gate.WhenReachedAsync();
        var stopping = program.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Open();
        var answer = (await working).Obeyed();
        Assert.Equal("read=t-through.t-more?=v2,no,,1,7,No,no,no,,,,,,,no", answer);
        await Waiting.For("the program stops", stopping);

        await program.StartAgainAsync();
        Assert.Equal(answer, (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5")).Obeyed());
        Assert.Equal("id_list_message=t-5 and 6", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&v2=6")).Obeyed());
        Assert.Equal(1, gate.Passes);
    }

    [Fact]
    public async Task A_request_that_comes_when_calls_are_no_longer_taken_is_told_to_come_again_and_goes_on_after_the_next_start()
    {
        var gate = new Gate();
        gate.Open();
        await using var program = await RunningProgram.StartAsync(line => Order(line, gate));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        await program.Engine.StopAsync();
        var wait = (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5")).Obeyed();
        Assert.StartsWith("read=t-רק רגע", wait, StringComparison.Ordinal);
        Assert.Contains("=wait_1,no,1,1,1,No,", wait, StringComparison.Ordinal);
        Assert.Contains("=wait_2,", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&wait_1=None")).Obeyed(), StringComparison.Ordinal);
        // A new call is told the same, and a hang-up needs nothing.
        Assert.Contains("=wait_1,", (await program.GetAsync("ApiCallId=b&ApiExtension=1")).Obeyed(), StringComparison.Ordinal);
        Assert.Equal("noop=ok", (await program.GetAsync("ApiCallId=c&hangup=yes")).Obeyed());

        await program.StartAgainAsync();
        Assert.StartsWith("read=t-through.t-more?=v2,", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&wait_1=None&wait_2=None")).Obeyed(), StringComparison.Ordinal);
        Assert.StartsWith("read=t-number?=v1,", (await program.GetAsync("ApiCallId=b&ApiExtension=1&wait_1=None")).Obeyed(), StringComparison.Ordinal);
        Assert.Equal("id_list_message=t-5 and 6", (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5&wait_1=None&wait_2=None&v2=6")).Obeyed());
    }

    [Fact]
    public async Task A_caller_does_not_wait_for_ever_for_a_program_that_does_not_come_back()
    {
        await using var program = await RunningProgram.StartAsync(line => Order(line, new Gate()));
        await program.Engine.StopAsync();
        var values = "";
        string answer;
        var waits = 0;
        do
        {
            answer = (await program.GetAsync("ApiCallId=a&ApiExtension=1" + values)).Obeyed();
            values += $"&wait_{++waits}=None";
        }
        while (answer.StartsWith("read=", StringComparison.Ordinal));
        Assert.InRange(waits, 2, 20);
        Assert.StartsWith("id_list_message=t-סליחה", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_told_to_stop_ends_with_zero_and_a_clean_data_folder()
    {
        using var folder = new DataFolder();
        await using var program = ChildProgram.Start(
            "YemotAi.CrashHost.dll",
            ["--Data", folder.File("data"), "--Urls", "http://127.0.0.1:0"],
            new Dictionary<string, string> { ["CRASH_EFFECTS"] = folder.File("effects") });
        var address = await program.WhenListeningAsync();
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(address, "yemot?ApiCallId=a&ApiExtension=1"), TestContext.Current.CancellationToken);
        program.Say("stop");
        Assert.Equal(0, await Waiting.For("the program ends", program.WhenEndedAsync()));
        Assert.Equal("", program.Errors);
        // The log of writes is copied into the database and gone.
        Assert.DoesNotContain(Directory.GetFiles(folder.File("data")), file => file.EndsWith("-wal", StringComparison.Ordinal));
    }

    private static void Order(Telephony.Yemot.Flows.YemotExtensions line, Gate gate) => line.Map("1", async call =>
    {
        var first = await call.AskKeys("number?");
        await call.Say(await call.Compute("slow", gate.PassAsync));
        var second = await call.AskKeys("more?");
        await call.Say($"{first} and {second}");
    });
}
