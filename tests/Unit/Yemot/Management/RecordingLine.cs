using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Telephony.Yemot;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Flows;
using YemotAi.Telephony.Yemot.Text;
using YemotAi.Tests;
using YemotAi.Unit.Calls;

namespace YemotAi.Unit.Yemot.Management;

/// <summary>One call with an agent that listens by recording, on the real engine and the real Yemot line.</summary>
internal sealed partial class RecordingLine : IAsyncDisposable
{
    private const string Call = "yemot:call";

    private readonly FaultyStore _store;
    private readonly EmbeddedEngine _engine;
    private readonly IActorDirectory<CallEvent, CallOutcome> _calls;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string _asked = "";

    public RecordingLine(IRecordingEars ears, ManualTime? time = null)
    {
        var clock = time ?? new ManualTime();
        var logs = LoggerFactory.Create(builder => builder.AddProvider(Log));
        _store = new FaultyStore(new MemoryStore(new StoreOptions(), clock));
        var connected = _store.Connect();
        var line = new YemotExtensions(new YemotOptions(), Mind);
        line.MapAgent(
            new AgentSettings { Extension = "6", Listen = ListenBy.Recording },
            new AgentServices(new NoKnowledge(), _store.Inner.Messages, ears));
        var services = new CallServices(
            [new YemotWire(line)], connected, Mind, new CallOptions(), logs.CreateLogger<CallActor>());
        _engine = new EmbeddedEngine(
            connected, new EngineOptions { StopLimit = TimeSpan.Zero }, clock, logs.CreateLogger<EmbeddedEngine>());
        _calls = _engine.Add<CallEvent, CallOutcome>(CallActor.Kind, context => new CallActor(context, services));
    }

    public ScriptedMind Mind { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>The caller's next request; what he answered to the last question comes with it.</summary>
    public async Task<string> TurnAsync(string? answered = null)
    {
        if (answered is not null) _values[_asked] = answered;
        var outcome = await _calls.AskAsync(Call, new CallTurn
        {
            Facts = new CallFacts { Key = Call, Extension = "6", Caller = "0501234567" },
            Values = new Dictionary<string, string>(_values),
            Fingerprint = string.Join('&', _values.Select(value => $"{value.Key}={value.Value}")),
            Stamp = "",
        }, TestContext.Current.CancellationToken);
        _asked = ValueName().Match(outcome.Body).Groups[1].Value;
        return outcome.Body;
    }

    /// <summary>The caller hangs up; gives the transcript.</summary>
    public async Task<IReadOnlyList<TranscriptLine>> HangUpAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await _calls.AskAsync(Call, new CallHungUp { Values = new Dictionary<string, string>(_values) }, cancellation);
        await _store.WhenSavedAsync(1);
        return Assert.Single(await _store.Inner.Calls.FindAsync(new CallQuery(), cancellation)).Transcript;
    }

    public async Task<IReadOnlyList<CallerMessage>> MessagesAsync() =>
        await _store.Inner.Messages.ListAsync(null, 10, TestContext.Current.CancellationToken);

    /// <summary>A phrase as the line speaks it.</summary>
    public static string Spoken(string phrase) =>
        YemotAnswer.Say(Prompt.Of(YemotText.Hebrew.Items(phrase))).Body["id_list_message=".Length..];

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    [GeneratedRegex(@"^read=.*=([A-Za-z0-9_]+),")]
    private static partial Regex ValueName();

    private sealed class NoKnowledge : IKnowledge
    {
        public KnownAnswer? Find(string business, string question, DateTimeOffset now) => null;

        public string Topics(string business) => "";

        public string NameOf(string business) => "";

        public string Briefing(string business) => "";
    }
}
