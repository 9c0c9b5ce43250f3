using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;

namespace YemotAi.EndToEnd.Yemot;

/// <summary>Who is answered: secrets and addresses. (Protocol, section 3: there is no signature.)</summary>
public sealed class AccessTests
{
    private const string Secret = "an-old_Secret1";
    private const string NewSecret = "the-New-one-22";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_secret_is_taken_as_a_constant_parameter_and_in_the_path_the_old_one_and_the_new(bool post)
    {
        await using var program = await StartAsync();
        foreach (var secret in new[] { Secret, NewSecret })
        {
            await CallAsync(settings => settings with { Added = [new("secret", secret)] });
            await CallAsync(settings => settings with { Url = new Uri($"{program.LineAddress}/{secret}") });
        }

        async Task CallAsync(Func<YemotLineSettings, YemotLineSettings> change)
        {
            var call = program.Call(settings => change(settings with { Post = post }));
            Assert.Equal("in", (await call.DialAsync(Cancellation)).HeardText);
            Assert.Equal("saw nothing of it", (await call.KeysAsync("1#", Cancellation)).HeardText);
            await call.HangUpAsync(Cancellation);
        }

        Assert.Equal(4, (await program.FinishedAsync(4)).Count);
    }

    [Theory]
    [InlineData("/yemot", "")]
    [InlineData("/yemot", "&secret=")]
    [InlineData("/yemot", "&secret=wrong-secret")]
    [InlineData("/yemot", "&secret=an-old_Secret")]
    [InlineData("/yemot", "&secret=an-old_Secret11")]
    [InlineData("/yemot", "&secret=AN-OLD_SECRET1")]
    [InlineData("/yemot", "&Secret=an-old_Secret1")]
    [InlineData("/yemot", "&secret=an-old_Secret1&secret=wrong-secret")]
    [InlineData("/yemot/wrong-secret", "")]
    [InlineData("/yemot/%20", "")]
    [InlineData("/yemot/an-old_Secret1%00", "")]
    [InlineData("/yemot/x%2Fan-old_Secret1", "")]
    public async Task Without_the_right_secret_nobody_is_answered_and_nothing_is_kept(string path, string secret)
    {
        await using var program = await StartAsync();
        foreach (var hangup in new[] { "", "&hangup=yes" })
        {
            var query = $"ApiCallId=a&ApiExtension=1{secret}{hangup}";
            AssertRefused(await program.GetAsync(query, path));
            AssertRefused(await program.PostAsync(query, path));
        }

        Assert.False(await program.KnowsAsync("a"));
        Assert.DoesNotContain(program.Log.All, line => line.Text.Contains("ecret1", StringComparison.OrdinalIgnoreCase));

        static void AssertRefused(LineAnswer answer)
        {
            answer.Refused();
            Assert.DoesNotContain("t-in", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_of_another_is_not_reached_without_the_secret()
    {
        await using var program = await StartAsync();
        await program.GetAsync($"ApiCallId=a&ApiExtension=1&secret={Secret}");
        (await program.GetAsync("ApiCallId=a&ApiExtension=1&hangup=yes")).Refused();
        (await program.GetAsync("ApiCallId=a&ApiExtension=1&v1=1")).Refused();
        Assert.Equal("id_list_message=t-saw nothing of it", (await program.GetAsync($"ApiCallId=a&ApiExtension=1&v1=1&secret={Secret}")).Obeyed());
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("::1", false)]
    public async Task Only_addresses_on_the_list_are_answered(string allowed, bool isAnswered)
    {
        await using var program = await RunningProgram.StartAsync(
            line => line.Map("1", call => call.Say("in")), "--Yemot:AllowedAddresses:0", allowed);
        var answer = await program.GetAsync("ApiCallId=a&ApiExtension=1");
        answer.Refused();
        Assert.Equal(isAnswered, answer.Body == "id_list_message=t-in");
        // Who stands behind an address is not for the sender to say.
        var http = program.Http;
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.1.2.3, 127.0.0.1");
        Assert.Equal(isAnswered, (await program.GetAsync("ApiCallId=b&ApiExtension=1")).Body == "id_list_message=t-in");
    }

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("198.51.100.1", false)]
    [InlineData("203.0.113.7, 198.51.100.1", false)]
    [InlineData("nonsense", false)]
    public async Task Behind_a_trusted_server_the_address_that_it_names_counts(string forwarded, bool isAnswered)
    {
        await using var program = await RunningProgram.StartAsync(
            line => line.Map("1", call => call.Say("in")),
            "--Yemot:AllowedAddresses:0", "203.0.113.7", "--TrustedProxies:0", "127.0.0.1");
        program.Http.DefaultRequestHeaders.Add("X-Forwarded-For", forwarded);
        var answer = await program.GetAsync("ApiCallId=a&ApiExtension=1");
        answer.Refused();
        Assert.Equal(isAnswered, answer.Body == "id_list_message=t-in");
    }

    private static Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(
        line => line.Map("1", async call =>
        {
            await call.AskKeys("in");
            await call.Say(call.Values.ContainsKey("secret") ? "saw it" : "saw nothing of it");
        }),
        "--Yemot:Secrets:0", Secret, "--Yemot:Secrets:1", NewSecret);
}
