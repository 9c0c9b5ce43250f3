using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone;
using YemotAi.Standalone.Settings;
using YemotAi.Telephony.Yemot.Management;

namespace YemotAi.Unit.Yemot.Management;

public sealed class RecordingSettingsTests
{
    private const string Listen = "Agents:0:Listen=Recording",
        Token = "YemotManagement:Token=0771234567:hunter2",
        Server = "Transcription:BaseUrl=http://127.0.0.1:8000/v1";

    [Fact]
    public void With_both_an_agent_may_listen_by_recording() =>
        Assert.Equal(ListenBy.Recording, Assert.Single(Read(Listen, Token, Server).Agents).Listen);

    [Fact]
    public void Without_either_no_agent_needs_them() => Assert.False(Read().HearsRecordings);

    [Theory]
    [InlineData("YemotManagement:Token", Server)]
    [InlineData("Transcription:BaseUrl", Token)]
    public void What_is_missing_for_recordings_is_named(string missing, string set)
    {
        var problem = Assert.Single(Problems(Listen, set));
        Assert.StartsWith("Agents:0:Listen: ", problem, StringComparison.Ordinal);
        Assert.Contains(missing, problem, StringComparison.Ordinal);
        Assert.DoesNotContain(set.Split('=')[0], problem, StringComparison.Ordinal);
    }

    [Fact]
    public void With_neither_both_are_named()
    {
        var problem = Assert.Single(Problems(Listen));
        Assert.Contains("YemotManagement:Token", problem, StringComparison.Ordinal);
        Assert.Contains("Transcription:BaseUrl", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("YemotManagement:BaseUrl=http://example.org/ym/api/")]
    [InlineData("YemotManagement:BaseUrl=https://me:hunter2@example.org/")]
    [InlineData("YemotManagement:BaseUrl=https://example.org/?token=hunter2")]
    [InlineData("YemotManagement:BaseUrl=ym")]
    [InlineData("YemotManagement:Token=hunter2\nb")]
    [InlineData("YemotManagement:RecordingsFolder=../6")]
    [InlineData("YemotManagement:Attempts=0")]
    [InlineData("YemotManagement:MaxRecordingBytes=0")]
    [InlineData("YemotManagement:MaxAtOnce=0")]
    [InlineData("YemotManagement:RetryDelay=-00:00:01")]
    [InlineData("YemotManagement:RequestLimit=00:00:00")]
    [InlineData("YemotManagement:RecordingLimit=01:00:00")]
    [InlineData("YemotManagement:Tokne=hunter2")]
    [InlineData("Transcription:BaseUrl=ftp://example.org/v1")]
    [InlineData("Transcription:BaseUrl=https://me:hunter2@example.org/v1")]
    [InlineData("Transcription:Key=hunter2\r\nX: y")]
    [InlineData("Transcription:Model=")]
    [InlineData("Transcription:RequestLimit=00:00:00")]
    [InlineData("Transcription:RetryDelay=00:02:00")]
    [InlineData("Transcription:MaxRetryAfter=00:02:00")]
    [InlineData("Transcription:MaxAnswerBytes=0")]
    public void A_wrong_setting_is_named_and_no_secret_is_repeated(string setting)
    {
        var problem = Assert.Single(Problems(Token, Server, setting));
        Assert.StartsWith(setting.Split('=')[0], problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_may_not_take_longer_than_a_turn_may()
    {
        string[] settings = [Listen, Token, Server, "Calls:WorkLimit=00:00:20", "Agents:0:MindSeconds=10"];
        Assert.StartsWith("YemotManagement:RecordingLimit", Assert.Single(Problems(settings)), StringComparison.Ordinal);
        // Nor may listening and thinking together.
        Assert.StartsWith("Calls:WorkLimit", Assert.Single(Problems([.. settings, "YemotManagement:RecordingLimit=00:00:19"])), StringComparison.Ordinal);
        Read([.. settings, "YemotManagement:RecordingLimit=00:00:09"]);
    }

    [Fact]
    public async Task The_program_has_ears_when_both_are_set_and_none_otherwise()
    {
        string[] quiet = ["--Store=Memory", "--Urls=http://127.0.0.1:0"];
        await using (var deaf = StandaloneApp.Create(quiet))
            Assert.Null(deaf.Services.GetRequiredService<AgentServices>().Ears);
        await using var hearing = StandaloneApp.Create([.. quiet, "--" + Listen, "--" + Token, "--" + Server]);
        Assert.IsType<YemotRecordingEars>(hearing.Services.GetRequiredService<AgentServices>().Ears);
        Assert.NotNull(hearing.Services.GetRequiredService<ITranscriber>());
    }

    private static IReadOnlyList<string> Problems(params string[] settings) =>
        Assert.Throws<SettingsException>(() => Read(settings)).Problems;

    private static StandaloneSettings Read(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2))
            .GroupBy(pair => pair[0])
            .Select(group => KeyValuePair.Create(group.Key, (string?)group.Last()[1]));
        return StandaloneSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build());
    }
}
