using System.Reflection;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Hosting.Settings;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Api;
using YemotAi.Providers.Claude;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Espeak;
using YemotAi.Providers.Google;
using YemotAi.Providers.Ladder;
using YemotAi.Providers.OpenAi;
using YemotAi.Providers.Transcription;
using YemotAi.Providers.Voices;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Settings;
using YemotAi.Standalone.Store;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Endpoint;
using YemotAi.Telephony.Twilio.Media;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Management;
using YemotAi.Telephony.Yemot.Requests;

namespace YemotAi.Unit.Settings;

public sealed class SettingsDocumentTests
{
    [Theory]
    [InlineData(typeof(StandaloneOptions), "")]
    [InlineData(typeof(YemotOptions), "Yemot:")]
    [InlineData(typeof(YemotRequestLimits), "Yemot:Limits:")]
    [InlineData(typeof(YemotManagementOptions), "YemotManagement:")]
    [InlineData(typeof(TwilioOptions), "Twilio:")]
    [InlineData(typeof(TranscriptionOptions), "Transcription:")]
    [InlineData(typeof(AgentSettings), "Agents:0:")]
    [InlineData(typeof(CallOptions), "Calls:")]
    [InlineData(typeof(EngineOptions), "Engine:")]
    [InlineData(typeof(StoreOptions), "Storage:")]
    [InlineData(typeof(LadderOptions), "Ladder:")]
    [InlineData(typeof(ClusterOptions), "Cluster:")]
    [InlineData(typeof(CodexOptions), "Codex:0:")]
    [InlineData(typeof(EspeakOptions), "Voices:Espeak:")]
    [InlineData(typeof(RestOptions), "Voices:Rest:")]
    [InlineData(typeof(CacheOptions), "Voices:Cache:")]
    [InlineData(typeof(GoogleEarOptions), "Ears:Google:")]
    [InlineData(typeof(RestOptions), "Ears:Rest:")]
    [InlineData(typeof(GoogleOptions), "Google:")]
    [InlineData(typeof(TwilioLineOptions), "TwilioLine:")]
    [InlineData(typeof(MediaSocketOptions), "TwilioMedia:")]
    [InlineData(typeof(ConversationOptions), "Conversation:")]
    [InlineData(typeof(TurnOptions), "Turns:")]
    public void Every_setting_is_in_the_document(Type settings, string section) =>
        AssertDocumented(settings, section, BindingFlags.Public | BindingFlags.Instance);

    [Theory]
    [InlineData(typeof(ClaudeCodeOptions), "ClaudeCode:0:")]
    [InlineData(typeof(ApiMindOptions), "OpenAi:0:")]
    [InlineData(typeof(OpenAiOptions), "OpenAi:0:")]
    [InlineData(typeof(AnthropicOptions), "Anthropic:0:")]
    [InlineData(typeof(WebVoiceOptions), "Voices:Google:")]
    [InlineData(typeof(GoogleVoiceOptions), "Voices:Google:")]
    [InlineData(typeof(OpenAiVoiceOptions), "Voices:OpenAi:")]
    public void What_a_mind_has_beside_what_all_have_is_in_the_document(Type settings, string section) =>
        AssertDocumented(settings, section, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    private static void AssertDocumented(Type settings, string section, BindingFlags which)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "YemotAi.slnf"))) folder = folder.Parent!;
        var document = File.ReadAllText(Path.Combine(folder.FullName, "docs", "settings.md"));
        // The folder of the store is the program's own setting Data; the limits have a section of their own.
        var names = settings.GetProperties(which)
            .Where(property => (property.CanWrite || property.PropertyType.IsGenericType) && property.Name is not ("Directory" or "Limits"))
            .Select(property => $"`{section}{property.Name}`").ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, document, StringComparison.Ordinal));
    }
}
