using Xunit;
using YemotAi.Phone.Yemot;

namespace YemotAi.Unit.Phone;

public sealed class CallRequestTests
{
    private const string Speak = "read=t-שלום=said,no,voice";

    private static string Words(string name) => $"read=t-שלום={name},no,voice";

    [Fact]
    public async Task The_first_request_carries_what_Yemot_sends()
    {
        var line = new ScriptedLine(Speak);
        var call = line.Call(s => s with { Caller = "0521111111", Did = "0779999999", RealDid = "0778888888", Extension = "2/1", Login = "1", LoginName = "דוד" });

        await call.DialAsync(TestContext.Current.CancellationToken);

        var request = Assert.Single(line.Requests);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Equal("yemot-core-api/1.0", request.UserAgent);
        Assert.Equal(
            ["ApiCallId", "ApiYFCallId", "ApiPhone", "ApiDID", "ApiRealDID", "ApiExtension", "ApiEnterID", "ApiEnterIDName", "ApiTime"],
            request.Parameters.Select(p => p.Name));
        Assert.Matches("^[0-9a-f]{40}$", request["ApiCallId"]);
        Assert.Equal(
            ("0521111111", "0779999999", "0778888888", "2/1", "1", "דוד"),
            (request["ApiPhone"], request["ApiDID"], request["ApiRealDID"], request["ApiExtension"], request["ApiEnterID"], request["ApiEnterIDName"]));
        Assert.Equal(new YemotAi.Tests.ManualTime().GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), request["ApiTime"]);
    }

    [Fact]
    public async Task Without_a_login_nothing_is_sent_of_it()
    {
        var line = new ScriptedLine(Speak);

        await line.Call().DialAsync(TestContext.Current.CancellationToken);

        Assert.Null(line.Last["ApiEnterID"]);
        Assert.Null(line.Last["ApiEnterIDName"]);
        Assert.Equal(line.Last["ApiDID"], line.Last["ApiRealDID"]);
    }

    [Fact]
    public async Task A_form_carries_the_same_in_its_body()
    {
        var line = new ScriptedLine(Speak, Speak);
        var call = line.Call(s => s with { Post = true });
        await call.DialAsync(TestContext.Current.CancellationToken);

        await call.SayAsync("מה שלומך & עוד=דבר", TestContext.Current.CancellationToken);

        Assert.Equal((HttpMethod.Post, "", "application/x-www-form-urlencoded"), (line.Last.Method, line.Last.RawQuery, line.Last.ContentType));
        Assert.Equal("מה שלומך & עוד=דבר", line.Last["said"]);
        Assert.Contains("%20", line.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spaces_can_be_sent_as_plus()
    {
        var line = new ScriptedLine(Speak, Speak);
        var call = line.Call(s => s with { SpaceAsPlus = true });
        await call.DialAsync(TestContext.Current.CancellationToken);

        await call.SayAsync("a b+c", TestContext.Current.CancellationToken);

        Assert.EndsWith("said=a+b%2Bc", line.Last.RawQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_can_be_switched_off_and_constants_added()
    {
        var line = new ScriptedLine(Speak);
        var call = line.Call(s => s with
        {
            NotSent = new HashSet<string> { "ApiPhone", "ApiTime", "ApiYFCallId" },
            Added = [new("secret", "s3"), new("shop", "א ב")],
        });

        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["ApiCallId", "ApiDID", "ApiRealDID", "ApiExtension", "secret", "shop"], line.Last.Parameters.Select(p => p.Name));
        Assert.Equal("א ב", line.Last["shop"]);
    }

    [Fact]
    public async Task An_address_with_a_query_gets_a_second_question_mark()
    {
        var line = new ScriptedLine(Speak);
        var call = line.Call(s => s with { Url = new Uri("http://line.test/yemot?x=y") });

        await call.DialAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("?x=y?ApiCallId=", line.Last.RawQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_kept_and_sent_again_in_order_with_repeated_names_repeated()
    {
        var line = new ScriptedLine(Words("a"), Words("b"), Words("a"), Words("c"));
        var call = line.Call(s => s with { FirstValues = [new("before", "0")] });
        await call.DialAsync(TestContext.Current.CancellationToken);
        await call.SayAsync("one", TestContext.Current.CancellationToken);
        await call.SayAsync("two", TestContext.Current.CancellationToken);

        await call.SayAsync("three", TestContext.Current.CancellationToken);

        Assert.Equal(
            [("before", "0"), ("a", "one"), ("b", "two"), ("a", "three")], line.Last.Parameters.SkipWhile(p => p.Name != "before"));
        Assert.Equal(["one", "three"], line.Last.All("a"));
        Assert.Single(line.Requests.Select(r => r["ApiCallId"]).Distinct());
    }

    [Fact]
    public async Task Reading_into_a_name_that_exists_is_warned_of()
    {
        var line = new ScriptedLine(Words("a"), Words("a"));
        var call = line.Call();
        Assert.Empty((await call.DialAsync(TestContext.Current.CancellationToken)).Broken);

        var turn = await call.SayAsync("one", TestContext.Current.CancellationToken);

        var broken = Assert.Single(turn.Broken);
        Assert.Equal(("new-name", "a", false), (broken.Rule.Name, broken.Offending, broken.IsError));
        Assert.Equal(CallState.Asked, call.State);
    }

    [Fact]
    public async Task A_value_that_exists_is_used_instead_of_asking()
    {
        var line = new ScriptedLine("read=t-שלום=a,yes,voice", "read=t-שוב=a,yes,voice", Words("b"));
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        var turn = await call.SayAsync("one", TestContext.Current.CancellationToken);

        Assert.Equal(3, line.Requests.Count);
        Assert.Equal(["one"], line.Last.All("a"));
        Assert.DoesNotContain("שוב", turn.HeardText, StringComparison.Ordinal);
        Assert.Equal("b", call.Question!.Name);
    }

    [Fact]
    public async Task The_hangup_notice_carries_everything_collected_and_where_the_caller_was()
    {
        var line = new ScriptedLine(Words("a"), Words("b"));
        var call = line.Call(s => s with { Extension = "3" });
        await call.DialAsync(TestContext.Current.CancellationToken);
        await call.SayAsync("one", TestContext.Current.CancellationToken);

        await call.HangUpAsync(TestContext.Current.CancellationToken);

        var notice = Assert.Single(line.Notices);
        Assert.Equal(("yes", "/3", "one", "3"), (notice["hangup"], notice["ApiHangupExtension"], notice["a"], notice["ApiExtension"]));
        Assert.Equal(CallState.HungUp, call.State);
        Assert.Null(await call.HangUpAsync(TestContext.Current.CancellationToken));
        Assert.Single(line.Notices);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_elsewhere_is_told_of_too()
    {
        var line = new ScriptedLine("id_list_message=t-להתראות");
        var call = line.Call(s => s with { Extension = "5/2" });
        await call.DialAsync(TestContext.Current.CancellationToken);
        Assert.Equal((CallState.Left, "5"), (call.State, call.Extension));

        await call.HangUpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("/5", "5/2"), (line.Notices[0]["ApiHangupExtension"], line.Notices[0]["ApiExtension"]));
    }

    [Fact]
    public async Task The_notice_can_be_switched_off_or_go_elsewhere()
    {
        var silent = new ScriptedLine(Speak);
        var call = silent.Call(s => s with { SendsHangup = false });
        await call.DialAsync(TestContext.Current.CancellationToken);
        await call.HangUpAsync(TestContext.Current.CancellationToken);
        Assert.Empty(silent.Notices);

        var hosts = new List<string>();
        var line = new ScriptedLine(Speak) { Instead = (r, _) => { hosts.Add(r.RawQuery[..6]); return Task.FromResult<HttpResponseMessage?>(null); } };
        call = line.Call(s => s with { HangupUrl = new Uri("http://line.test/bye?gone") });
        await call.DialAsync(TestContext.Current.CancellationToken);
        await call.HangUpAsync(TestContext.Current.CancellationToken);
        Assert.Equal("?gone?", hosts[^1]);
    }

    [Fact]
    public async Task A_lost_connection_tells_the_line_nothing()
    {
        var line = new ScriptedLine(Speak);
        var call = line.Call();
        await call.DialAsync(TestContext.Current.CancellationToken);

        call.Drop();

        Assert.Null(await call.HangUpAsync(TestContext.Current.CancellationToken));
        Assert.Empty(line.Notices);
    }

    [Fact]
    public async Task A_caller_can_hang_up_while_the_line_still_works()
    {
        using var impatience = new CancellationTokenSource();
        var line = new ScriptedLine
        {
            Instead = async (r, cancellation) =>
            {
                if (r["hangup"] is not null) return null;
                await impatience.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                return null;
            },
        };
        var call = line.Call();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.DialAsync(impatience.Token));
        Assert.Equal(CallState.Waiting, call.State);

        await call.HangUpAsync(TestContext.Current.CancellationToken);

        Assert.Single(line.Notices);
        Assert.Equal(CallState.HungUp, call.State);
    }

    [Fact]
    public async Task Repeating_sends_the_very_same_request()
    {
        var line = new ScriptedLine(Words("a"), Words("a"), Words("b"));
        var time = new YemotAi.Tests.ManualTime();
        var call = line.Line(time: time).NewCall();
        await call.DialAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.False((await call.RepeatAsync(TestContext.Current.CancellationToken)).RepeatDiffers);
        Assert.True((await call.RepeatAsync(TestContext.Current.CancellationToken)).RepeatDiffers);

        Assert.Single(line.Requests.Select(r => r.RawQuery).Distinct());
        Assert.Equal((CallState.Asked, 1), (call.State, call.Requests));
    }

    [Theory]
    [InlineData(RequestRepeats.Afterwards)]
    [InlineData(RequestRepeats.Together)]
    public async Task Each_request_can_be_sent_twice_and_the_answers_compared(RequestRepeats repeats)
    {
        var line = new ScriptedLine(Words("a"), Words("a"), Words("b"), Words("c"));
        var call = line.Call(s => s with { Repeats = repeats });

        var same = await call.DialAsync(TestContext.Current.CancellationToken);
        var different = await call.SayAsync("one", TestContext.Current.CancellationToken);

        Assert.False(same.Exchanges[0].RepeatDiffers);
        Assert.True(different.Exchanges[0].RepeatDiffers);
        Assert.Equal(2, line.Requests.Select(r => r.RawQuery).Distinct().Count());
        Assert.Equal(4, line.Requests.Count);
    }
}
