using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Requests that come twice: from a proxy, from a cold start, from Yemot itself. (Protocol, sections 1.6, 5.1 and 5.2.)</summary>
public sealed class RepeatedRequestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_repeated_while_a_question_waits_gets_the_same_question_and_the_answer_to_it_is_taken(bool post)
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", Greet));
        Task<LineAnswer> Ask(string query) => post ? program.PostAsync(query) : program.GetAsync(query);
        var opening = (await Ask("ApiCallId=a&ApiExtension=1")).Obeyed();
        for (var i = 0; i < 5; i++) Assert.Equal(opening, (await Ask("ApiCallId=a&ApiExtension=1")).Obeyed());
        var second = (await Ask("ApiCallId=a&ApiExtension=1&v1=dan")).Obeyed();
        Assert.Contains("t-hello dan", second, StringComparison.Ordinal);
        for (var i = 0; i < 5; i++) Assert.Equal(second, (await Ask("ApiCallId=a&ApiExtension=1&v1=dan")).Obeyed());
        Assert.Equal("id_list_message=t-dan, 4", (await Ask("ApiCallId=a&ApiExtension=1&v1=dan&v2=4")).Obeyed());
    }

    [Fact]
    public async Task A_repetition_is_known_by_what_was_said_and_not_by_the_clock_or_the_order_of_yemots_own_fields()
    {
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", Greet));
        var first = (await program.GetAsync("ApiCallId=a&ApiExtension=1&ApiTime=100")).Obeyed();
        Assert.Equal(first, (await program.GetAsync("ApiTime=107&ApiExtension=1&ApiPhone=0501234567&ApiCallId=a")).Obeyed());
        Assert.Equal(first, (await program.PostAsync("ApiTime=109&ApiCallId=a&ApiExtension=%2F1")).Obeyed());
    }

    [Fact]
    public async Task A_duplicate_of_a_request_in_work_gets_the_same_answer_and_so_does_the_first_and_the_work_is_done_once()
    {
        var gate = new Gate();
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            await call.AskKeys("number?");
            await call.Say(await call.Compute("slow", gate.PassAsync));
            await call.AskKeys("again?");
        }));
        await program.GetAsync("ApiCallId=a&ApiExtension=1");
        await program.WhenArrivedAsync(1);
        var first = program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5");
        await gate.WhenReachedAsync();
        var duplicates = Enumerable.Range(0, 10).Select(_ => program.GetAsync("ApiCallId=a&ApiExtension=1&v1=5")).ToList();
        await program.WhenArrivedAsync(11);
        Assert.False(first.IsCompleted || duplicates.Exists(duplicate => duplicate.IsCompleted));
        gate.Open();
        var answer = (await first).Obeyed();
        Assert.StartsWith("read=t-through", answer, StringComparison.Ordinal);
        foreach (var duplicate in duplicates) Assert.Equal(answer, (await duplicate).Obeyed());
        Assert.Equal(1, gate.Passes);
    }

    [Fact]
    public async Task A_caller_who_is_silent_at_recognition_does_not_set_the_line_in_a_loop()
    {
        var heard = new List<bool>();
        await using var program = await RunningProgram.StartAsync(line => line.Map("1", async call =>
        {
            for (var i = 1; i <= 3; i++) heard.Add((await call.AskSpeech($"words {i}")).IsSilence);
        }));
        var call = program.Call(settings => settings with { Repeats = RequestRepeats.Afterwards });
        await call.DialAsync(TestContext.Current.CancellationToken);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(CallState.Asked, call.State);
            await call.SilenceAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(CallState.Left, call.State);
        Assert.Equal(4, call.Requests);
        Assert.All(heard, Assert.True);
    }

    private static async Task Greet(Telephony.Yemot.Flows.YemotCall call)
    {
        var name = (await call.AskSpeech("name?")).Words;
        await call.Say($"hello {name}");
        var count = await call.AskKeys("how many?");
        await call.Say($"{name}, {count}");
    }
}
