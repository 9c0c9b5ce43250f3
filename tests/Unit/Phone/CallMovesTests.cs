using System.Net;
using System.Net.Sockets;
using Xunit;
using YemotAi.Phone.Yemot;

namespace YemotAi.Unit.Phone;

public sealed class CallMovesTests
{
    private const string Speak = "read=t-שלום=said,no,voice";

    [Theory]
    [InlineData("go_to_folder=/4/2", "4/2")]
    [InlineData("go_to_folder=3", "1/5/3")]
    [InlineData("go_to_folder=..", "1")]
    [InlineData("go_to_folder=../7", "1/7")]
    [InlineData("go_to_folder=/", "")]
    [InlineData("id_list_message=t-רגע.g-/8", "8")]
    [InlineData("id_list_message=t-רגע&go_to_folder=/8", "8")]
    [InlineData("go_to_folder_and_play=/8,002,1500", "8")]
    [InlineData("read=t-רגע.g-/8=v,no,voice", "8")]
    public async Task A_move_to_an_extension_of_the_line_is_a_new_stay_of_the_same_call(string answer, string extension)
    {
        var line = new ScriptedLine(Speak, answer, Speak);
        var call = line.Call(s => s with { Extension = "1/5" });
        await call.DialAsync(TestContext.Current.CancellationToken);

        await call.SayAsync("משהו", TestContext.Current.CancellationToken);

        Assert.Equal(extension, line.Last["ApiExtension"]);
        Assert.Null(line.Last["said"]);
        Assert.Equal(line.Requests[0]["ApiCallId"], line.Last["ApiCallId"]);
        Assert.Equal(CallState.Asked, call.State);
    }

    [Fact]
    public async Task Only_the_listed_extensions_lead_to_the_line()
    {
        var extensions = new HashSet<string> { "1", "2/1" };
        var line = new ScriptedLine("go_to_folder=/2/1", "go_to_folder=/3");
        var call = line.Call(s => s with { Extensions = extensions });

        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, line.Requests.Count);
        Assert.Equal((CallState.Left, "3"), (call.State, call.Extension));
    }

    [Theory]
    [InlineData("id_list_message=t-להתראות", "להתראות")]
    [InlineData("noop=x", "")]
    [InlineData("OK", "[file OK]")]
    [InlineData("music_on_hold=ztomao,10", "[music ztomao, 10 s]")]
    public async Task An_answer_without_a_question_ends_the_dialogue_one_level_up(string answer, string heard)
    {
        var line = new ScriptedLine(answer);
        var call = line.Call(s => s with { Extension = "2/1" });

        var turn = await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal(heard, turn.HeardText);
        Assert.Equal((CallState.Left, "2"), (call.State, call.Extension));
        await Assert.ThrowsAsync<InvalidOperationException>(() => call.SayAsync("הלו", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Where_the_dialogue_ends_can_be_set()
    {
        var hangup = new ScriptedLine("id_list_message=t-להתראות").Call(s => s with { EndGoTo = "hangup" });
        await hangup.DialAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CallState.Ended, hangup.State);

        var line = new ScriptedLine("id_list_message=t-א", Speak);
        var again = line.Call(s => s with { EndGoTo = "/9" });
        await again.DialAsync(TestContext.Current.CancellationToken);
        Assert.Equal((CallState.Asked, "9"), (again.State, line.Last["ApiExtension"]));
    }

    [Theory]
    [InlineData("go_to_folder=hangup")]
    [InlineData("id_list_message=t-להתראות.g-hangup")]
    [InlineData("id_list_message=t-להתראות&go_to_folder=hangup")]
    public async Task The_line_can_disconnect_and_no_notice_follows(string answer)
    {
        var line = new ScriptedLine(answer);
        var call = line.Call();

        await call.DialAsync(TestContext.Current.CancellationToken);
        await call.HangUpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CallState.Ended, call.State);
        Assert.Empty(line.Notices);
    }

    [Fact]
    public async Task A_notice_after_the_line_disconnected_can_be_switched_on()
    {
        var line = new ScriptedLine("go_to_folder=hangup");

        await line.Call(s => s with { SendsHangupAfterDisconnect = true }).DialAsync(TestContext.Current.CancellationToken);

        Assert.Single(line.Notices);
    }

    [Theory]
    [InlineData("routing_yemot=0773137770", "0773137770")]
    [InlineData("routing=0501234567.0521234567,1", "0501234567.0521234567")]
    [InlineData("music_on_hold=m&routing=0501234567", "0501234567")]
    public async Task A_transfer_takes_the_caller_away(string answer, string number)
    {
        var call = new ScriptedLine(answer).Call();

        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal((CallState.Transferred, number), (call.State, call.TransferredTo));
    }

    [Fact]
    public async Task A_charge_comes_back_with_its_result()
    {
        var line = new ScriptedLine("credit_card=pelecard,10,,,,,,,,all", Speak);

        await line.Call(s => s with { CreditCardCode = "036" }).DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("036", line.Last["CreditCard_CODE"]);
        Assert.NotNull(line.Last["CreditCard_All"]);
    }

    [Fact]
    public async Task Everything_that_can_be_played_is_heard_in_order()
    {
        var call = new ScriptedLine(
            "id_list_message=t-שלום.d-105.n-7.a-abc.f-/1/002.s-txt.m-1005.date-01/02/2026.dateH-01/02/2026.z-T,IL/Jerusalem,,.noop").Call();

        var turn = await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            "שלום 105 7 abc [file /1/002] [text file txt] [M1005] 01/02/2026 [Hebrew date of 01/02/2026] [time T,IL/Jerusalem,,]",
            turn.HeardText);
    }

    [Fact]
    public async Task A_line_that_sends_the_caller_in_a_circle_is_stopped()
    {
        var line = new ScriptedLine { Instead = (_, _) => Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer("go_to_folder=/1")) };
        var call = line.Call(s => s with { MostRequestsWithoutInput = 10 });

        var turn = await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("endless-loop", Assert.Single(turn.Broken).Rule.Name);
        Assert.Equal(10, line.Requests.Count);
        Assert.Equal(CallState.Left, call.State);
    }

    [Theory]
    [InlineData("id_list_message=t-א-ב", 200)]
    [InlineData("", 200)]
    [InlineData("id_list_message=t-שלום", 500)]
    [InlineData("id_list_message=t-שלום", 302)]
    public async Task A_rejected_answer_is_M1607_and_the_caller_leaves(string answer, int status)
    {
        var line = new ScriptedLine { Instead = (_, _) => Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer(answer, (HttpStatusCode)status)) };
        var call = line.Call(s => s with { Extension = "2/1" });

        var turn = await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.True(turn.IsRejected);
        Assert.False(turn.NoAnswer);
        Assert.Equal("[M1607 no answer from the API server]", turn.HeardText);
        Assert.Equal((CallState.Left, "2"), (call.State, call.Extension));
    }

    [Fact]
    public async Task No_answer_in_time_is_M1607()
    {
        var time = new YemotAi.Tests.ManualTime();
        var line = new ScriptedLine
        {
            Instead = async (_, cancellation) =>
            {
                time.Advance(TimeSpan.FromSeconds(7.9));
                Assert.False(cancellation.IsCancellationRequested);
                time.Advance(TimeSpan.FromSeconds(0.1));
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                return null;
            },
        };
        var call = line.Line(time: time).NewCall();

        var turn = await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.True(turn.NoAnswer);
        Assert.Equal("no answer within 8 s", turn.Exchanges[0].Failure);
        Assert.Contains("M1607", turn.HeardText, StringComparison.Ordinal);
        Assert.Equal(CallState.Left, call.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_cannot_be_reached_is_no_answer(bool breaksAsItIsMade)
    {
        Exception error = breaksAsItIsMade ? new SocketException((int)SocketError.NotConnected) : new HttpRequestException("refused");
        var line = new ScriptedLine { Instead = (_, _) => throw error };

        var turn = await line.Call().DialAsync(TestContext.Current.CancellationToken);

        Assert.True(turn.NoAnswer);
        Assert.Equal(error.Message, turn.Exchanges[0].Failure);
    }

    [Fact]
    public async Task An_endless_body_is_cut_off()
    {
        var line = new ScriptedLine
        {
            Instead = (_, _) => Task.FromResult<HttpResponseMessage?>(ScriptedLine.Answer("noop=" + new string('x', 1_000_000))),
        };

        var turn = await line.Call().DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal("answer-size", turn.Broken[0].Rule.Name);
        Assert.Equal(65_536, turn.Exchanges[0].Answer!.Text.Length);
    }
}
