using Microsoft.Extensions.Configuration;
using Xunit;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Settings;

namespace YemotAi.Unit.Settings;

/// <summary>What nobody else may know is never repeated, not even where it is wrong.</summary>
public sealed class CredentialsTests
{
    private static readonly string[] Known =
    [
        "Anthropic:0:Keys", "ClaudeCode:0:Key", "Cluster:DashboardPassword", "Cluster:Redis", "Codex:0:Key", "Google:Credentials",
        "Google:Key", "OpenAi:0:Keys", "Transcription:Key", "Twilio:ApiKeySecret", "Twilio:AuthToken", "Twilio:SecondAuthToken",
        "Twilio:StreamTokenKey", "Voices:OpenAi:Key", "Yemot:Secrets", "YemotManagement:Token",
    ];

    /// <summary>The last parts of the paths of all other texts. A new one is put here, or into <see cref="Known"/>.</summary>
    private static readonly string[] Harmless =
    [
        "Account", "AccountSid", "Address", "AllowedAddresses", "ApiKeySid", "ApiUrl", "BaseUrl", "Business", "Businesses", "ClusterId",
        "CredentialsFile", "DashboardUser", "Data", "DataFolder", "Directory", "EffectsProfile", "Effort", "Extension", "Greeting", "Hints", "Home",
        "Instructions", "Keywords", "Language", "MetricsFrom", "Minds", "Model", "Name", "Opening", "Order", "Path", "PersonNumber",
        "Phrases", "Prompt", "PublicBaseUrl", "RecordingsFolder", "SecretParameter", "ServiceId", "SoundFolder", "Thinking", "TokenUrl", "TrustedProxies",
        "Urls", "Voice",
    ];

    public static TheoryData<string> Credentials => [.. Known];

    private static IEnumerable<string> Texts =>
        SettingsTree.Texts(typeof(StandaloneSettings)).Concat(SettingsTree.Texts(typeof(ClusterSettings))).Distinct();

    [Fact]
    public void Every_text_among_the_settings_is_known_to_be_a_credential_or_harmless()
    {
        var (credentials, others) = (Texts.Where(Hosting.Settings.Credentials.IsOne), Texts.Where(path => !Hosting.Settings.Credentials.IsOne(path)));
        Assert.Equal(Known, credentials.Order(StringComparer.Ordinal));
        Assert.Empty(others.Select(path => path.Split(':')[^1]).Except(Harmless));
    }

    [Theory]
    [InlineData("Yemot:Secrets:0", true)]
    [InlineData("Some:ApiKey", true)]
    [InlineData("--Transcription:Key", true)]
    [InlineData("Twilio:AuthToken", true)]
    [InlineData("yemotmanagement:token", true)]
    [InlineData("OpenAi:0:MaxOutputTokens", false)]
    [InlineData("OpenAi:0:LimitedKeyRest", false)]
    [InlineData("Cluster:RedisLimit", false)]
    public void A_credential_is_told_by_its_name(string path, bool isOne) => Assert.Equal(isOne, Hosting.Settings.Credentials.IsOne(path));

    [Theory]
    [MemberData(nameof(Credentials))]
    public void No_problem_with_the_settings_repeats_it(string path)
    {
        foreach (var value in new[] { "c4n", "c4n ary", "c4n\nary", "רcanary", new string('c', 600) + "4n" })
        {
            foreach (var setting in new[] { path, path + ":0" })
            {
                // A wrong name ends the reading; a wrong value of another setting has all values looked at.
                foreach (var wrong in new[] { "Bogus", "Calls:MaxTurns" })
                {
                    var configuration = new ConfigurationBuilder()
                        .AddInMemoryCollection(new Dictionary<string, string?> { [setting] = value, [wrong] = "0" }).Build();
                    Func<ProgramSettings> read = path.StartsWith("Cluster", StringComparison.Ordinal)
                        ? () => ClusterSettings.Read(configuration)
                        : () => StandaloneSettings.Read(configuration);
                    Assert.DoesNotContain(value, Assert.Throws<SettingsException>(read).Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void A_number_that_is_a_credential_is_hidden_where_another_is_shown()
    {
        var reader = new SettingsReader(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Door:Key"] = "12c4n", ["Door:Floor"] = "third" }).Build());
        reader.Read<Door>("Door");
        Assert.Contains(reader.Problems, problem => problem.StartsWith("Door:Key: '(hidden)' does not fit", StringComparison.Ordinal));
        Assert.Contains(reader.Problems, problem => problem.StartsWith("Door:Floor: 'third' does not fit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Yemot:Secrets=c4nary", "'Yemot:Secrets=…'")]
    [InlineData("--Yemot:Secrets=one c4nary", "(hidden)")]
    [InlineData("--Yemot:Secrets one c4nary", "(hidden)")]
    public void A_wrong_command_line_is_told_without_what_may_be_a_secret(string line, string told)
    {
        var error = Assert.Throws<SettingsException>(() => ConfigurationFiles.OfCommandLine(line.Split(' ')));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", error.Message, StringComparison.Ordinal);
    }

    private sealed class Door
    {
        public int Key { get; set; }

        public int Floor { get; set; }
    }
}
