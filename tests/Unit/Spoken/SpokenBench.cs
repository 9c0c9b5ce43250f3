using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Flows;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Standalone.Store.Memory;
using YemotAi.Tests;
using YemotAi.Unit.Calls;

namespace YemotAi.Unit.Spoken;

/// <summary>
/// Real spoken calls on the real embedded engine: with a phone, a voice, an ear and a mind in the hands of a test, on a clock
/// that it moves in steps of 20 ms.
/// </summary>
internal sealed class SpokenBench : IAsyncDisposable, ILineControl
{
    public const string Key = "twilio:CA1";

    /// <summary>One step of the clock: as long as a frame.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>Nothing in a call takes longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly List<SpokenPhone> _phones = [];
    private readonly VoiceFlows _flows;
    private EmbeddedEngine _engine = null!;
    private IActorDirectory<CallEvent, CallOutcome> _calls = null!;
    private int _keys;
    private TimeSpan _silent;
    private bool _hasCrashed;

    /// <param name="handler">The conversation; null for one that asks the mind until goodbye.</param>
    /// <param name="options">Limits.</param>
    public SpokenBench(Func<VoiceCall, Task>? handler = null, ConversationOptions? options = null)
    {
        Store = new FaultyStore(new MemoryStore(new StoreOptions(), Time));
        _flows = new VoiceFlows(Mind, new MessageLeftFlow(Store.Inner.Messages, null, "he-IL")).Map("*", handler ?? SpokenTalk.RunAsync);
        Services = new VoiceServices { Voice = Voice, Ear = Ear, Lines = this, Options = options ?? new ConversationOptions() };
        Start();
    }

    public ManualTime Time { get; } = new();

    public FaultyStore Store { get; }

    public VoiceServices Services { get; }

    public SpokenVoice Voice { get; } = new();

    public SpokenEar Ear { get; } = new();

    public ScriptedMind Mind { get; } = new();

    public LogLines Log { get; } = new();

    /// <summary>The phone of the present line.</summary>
    public SpokenPhone Phone => _phones[^1];

    public int Active => _engine.ActiveActors;

    /// <summary>The longest time of one stream in which its caller heard nothing and said nothing.</summary>
    public TimeSpan MostSilent { get; private set; }

    /// <summary>How often the platform was asked to take a message.</summary>
    public int SentToMessage { get; private set; }

    /// <summary>What callers were asked by the mind's side, in order.</summary>
    public IEnumerable<string> Asked => Mind.Requests.Select(request => request.Said);

    /// <summary>All frames of the agent's that were heard, over all lines: of which asking of the voice, and which.</summary>
    public IEnumerable<(int Number, int Frame)> Heard => _phones
        .SelectMany(phone => phone.Played).Where(frame => frame is not null).Select(frame => SpokenVoice.Read(frame)).OfType<(int, int)>();

    /// <summary>The sentences that were heard from their first frame to their last, in the order of their ends, without signs of life.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            var asked = Voice.Asked;
            var seen = new HashSet<(int, int)>();
            var counts = new int[asked.Count];
            var said = new List<string>();
            foreach (var (number, frame) in Heard)
            {
                if (seen.Add((number, frame)) && ++counts[number] == asked[number].Frames) said.Add(asked[number].Text);
            }

            return [.. said.Except(VoicePhrases.Hebrew.Hints)];
        }
    }

    /// <summary>The agent is being heard now.</summary>
    public bool IsSpeaking => _phones.Count > 0 && Phone.Played is [.., { } last] && SpokenVoice.Read(last) is not null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CallFacts Facts => new() { Key = Key, Caller = "0501234567", Line = "031234567", Dialled = "031234567" };

    /// <summary>The call comes in, or comes back by the redirect.</summary>
    public async Task<LineStep> RingAsync(bool greetingFirst = false) => LineStep.Read(await AskAsync(new LineRang(Facts) { GreetingFirst = greetingFirst }));

    /// <summary>The platform asks what is next.</summary>
    public async Task<LineStep> LeftAsync() => LineStep.Read(await AskAsync(new LineLeft()));

    /// <summary>The platform has recorded something.</summary>
    public async Task<LineStep> RecordedAsync(string recording, TimeSpan length) => LineStep.Read(await AskAsync(new LineRecorded(recording, length)));

    /// <summary>A stream begins, and is attached.</summary>
    public async Task<SpokenPhone> ConnectAsync()
    {
        var phone = new SpokenPhone();
        await AskAsync(new LineOpened(Facts, $"MZ{_phones.Count + 1}"));
        phone.Line = await _engine.SoundOf(CallActor.Kind).AttachAsync(Key, phone, Cancellation);
        _phones.Add(phone);
        _silent = TimeSpan.Zero;
        return phone;
    }

    /// <summary>The call comes in and the first words are being heard.</summary>
    public async Task BeginAsync()
    {
        Assert.Equal(LineStepKind.Connect, (await RingAsync()).Kind);
        await ConnectAsync();
        await UntilAsync(() => IsSpeaking, "the agent speaks");
    }

    /// <summary>The stream is over, in the platform's way or not.</summary>
    public async Task LoseAsync(bool isBroken)
    {
        await Phone.Line.DisposeAsync();
        await AskAsync(new LineClosed($"MZ{_phones.Count}", isBroken));
        Phone.IsStalled = true;
    }

    /// <summary>The stream is over, and the caller is still there: what the platform does then.</summary>
    public async Task<LineStep> ComeBackAsync(SpokenLoss how)
    {
        // A stream of whose end nobody has heard is still attached when the call comes back.
        if (how == SpokenLoss.Unnoticed) return await RingAsync();
        await LoseAsync(isBroken: how == SpokenLoss.Broken);
        await PassAsync(TimeSpan.FromMilliseconds(400));
        return how == SpokenLoss.Broken ? await RingAsync() : await LeftAsync();
    }

    /// <summary>The process dies without a word and is started again; its sockets break.</summary>
    public async Task CrashAsync()
    {
        Store.CutOff();
        await _engine.DisposeAsync();
        if (_phones.Count > 0) Phone.IsStalled = true;
        _hasCrashed = true;
        Start();
    }

    public Task HangUpAsync() => AskAsync(new CallHungUp { Values = new Dictionary<string, string>() });

    public Task PressAsync(char key) => AskAsync(new LineKeyed($"MZ{_phones.Count}", ++_keys, key));

    /// <summary>The caller speaks for a while.</summary>
    public async Task SpeakAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Step) await TickAsync(isSpeaking: true);
    }

    /// <summary>The caller says something for a second and is silent.</summary>
    public async Task SayAsync(params string[] words)
    {
        Ear.Knows(words);
        await SpeakAsync(TimeSpan.FromSeconds(1));
    }

    /// <summary>Nobody says anything for a while.</summary>
    public async Task PassAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Step) await TickAsync();
    }

    /// <summary>Time passes until something is so.</summary>
    public async Task UntilAsync(Func<bool> isSo, string what, bool isSpeaking = false)
    {
        for (var passed = TimeSpan.Zero; !isSo(); passed += Step)
        {
            if (passed > Longest) throw new TimeoutException($"Not so: {what}. Said: {string.Join(" | ", Said)}. Asked: {string.Join(" | ", Asked)}.\n{Told}");
            await TickAsync(isSpeaking);
        }
    }

    /// <summary>Waits until a text was heard to its end.</summary>
    public Task HearsAsync(string text) => UntilAsync(() => Said.Contains(text), $"'{text}' was heard");

    /// <summary>Waits until the agent speaks a text.</summary>
    public Task HearsBeginAsync(string text) =>
        UntilAsync(() => IsSpeaking && Voice.Asked[SpokenVoice.Read(Phone.Played[^1])!.Value.Number].Text == text, $"'{text}' began");

    /// <summary>The call is over, archived and out of memory, and nothing of it is left.</summary>
    public async Task<FinishedCall> IsOverAsync()
    {
        // A call whose caller has gone waits for the last words as long as for any.
        if (Ear.UnderWay > 0) await PassAsync(Services.Options.RecognitionLimit);
        await Store.WhenSavedAsync(1);
        await UntilAsync(() => Active == 0 && (_hasCrashed || Time.Waiting == 0), "the call is out of memory, and its timers");
        if (!_hasCrashed) Assert.Equal((0, 0), (Ear.UnderWay, Voice.UnderWay));
        return Assert.Single(await Store.Inner.Calls.FindAsync(new CallQuery(), Cancellation));
    }

    /// <summary>Somebody else has written the call's state: its place in memory is not the newest any more.</summary>
    public async Task OvertakeAsync()
    {
        var key = new ActorKey(CallActor.Kind, Key);
        var stored = (await Store.Inner.Actors.LoadAsync(key, Cancellation))!;
        await Store.Inner.Actors.WriteAsync(key, stored.Version, new ActorWrite { WakeAt = Time.GetUtcNow() + Longest });
    }

    /// <summary>What callers left.</summary>
    public async Task<IReadOnlyList<CallerMessage>> MessagesAsync() => await Store.Inner.Messages.ListAsync(null, 10, Cancellation);

    Task<bool> ILineControl.LeaveMessageAsync(string call, CancellationToken cancellation)
    {
        SentToMessage++;
        return Task.FromResult(true);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    public async Task<CallOutcome> AskAsync(CallEvent input)
    {
        var asked = _calls.AskAsync(Key, input, Cancellation);
        // What it waits for may be time.
        for (var i = 0; !asked.IsCompleted && i < 500; i++) await TickAsync();
        return await asked.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    private void Start()
    {
        var logs = LoggerFactory.Create(builder => builder.AddProvider(Log));
        var store = Store.Connect();
        _engine = new EmbeddedEngine(store, new EngineOptions { StopLimit = TimeSpan.Zero }, Time, logs.CreateLogger<EmbeddedEngine>());
        var services = new CallServices([new VoiceWire("twilio", _flows.Find)], store, Mind, new CallOptions(), logs.CreateLogger<CallActor>())
        {
            Voice = Services,
        };
        _calls = _engine.Add<CallEvent, CallOutcome>(CallActor.Kind, context => new CallActor(context, services));
    }

    private string Told => string.Join('\n', Log.All.Where(line => line.Level > LogLevel.Information).Select(line => $"{line.Level} {line.Text} {line.Error}"));

    private async Task TickAsync(bool isSpeaking = false)
    {
        Time.Advance(Step);
        if (_phones.Count > 0) Phone.Pass(isSpeaking);
        var isSilent = _phones.Count > 0 && Phone is { Ended: null, IsStalled: false } && !isSpeaking && Phone.Played is [.., null];
        _silent = isSilent ? _silent + Step : TimeSpan.Zero;
        if (_silent > MostSilent) MostSilent = _silent;
        await SettleAsync();
    }

    /// <summary>Lets what is under way come to where it waits for time or for the test.</summary>
    private async Task SettleAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            // On the pool, and then through the call's own queue.
            await Task.Yield();
            if (Active == 0) continue;
            try
            {
                await _calls.AskAsync(Key, new LineClosed("", false), CancellationToken.None);
            }
            catch (StaleStateException)
            {
                // Its place in memory has turned out not to be the newest; the next has it.
            }
        }

        for (var i = 0; i < 200 && ThreadPool.PendingWorkItemCount > 0; i++) await Task.Yield();
    }
}
