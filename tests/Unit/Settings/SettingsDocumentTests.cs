using System.Reflection;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Agent;
using YemotAi.Providers.Transcription;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Settings;
using YemotAi.Standalone.Store;
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
    [InlineData(typeof(TranscriptionOptions), "Transcription:")]
    [InlineData(typeof(AgentSettings), "Agents:0:")]
    [InlineData(typeof(CallOptions), "Calls:")]
    [InlineData(typeof(EngineOptions), "Engine:")]
    [InlineData(typeof(StoreOptions), "Storage:")]
    public void Every_setting_is_in_the_document(Type settings, string section)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "YemotAi.slnf"))) folder = folder.Parent!;
        var document = File.ReadAllText(Path.Combine(folder.FullName, "docs", "settings.md"));
        // The folder of the store is the program's own setting Data; the limits have a section of their own.
        var names = settings.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => (property.CanWrite || property.PropertyType.IsGenericType) && property.Name is not ("Directory" or "Limits"))
            .Select(property => $"`{section}{property.Name}`").ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, document, StringComparison.Ordinal));
    }
}
