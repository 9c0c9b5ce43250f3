using System.Security.Cryptography;
using System.Text;
using YemotAi.Calls;
using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Requests;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>
/// A call on a Yemot line, as a handler sees it: all that Yemot can say, ask and do, as verbs that read like a
/// conversation.
/// </summary>
/// <remarks>
/// What is said is collected and goes out with the next question, or when the handler ends. After a question that was
/// answered in an earlier request nothing is said again.
/// </remarks>
public sealed class YemotCall : ICall
{
    private const string KeyedPrefix = "Digits-";

    private readonly FlowRun _run;
    private readonly YemotFlowServices _services;
    private readonly List<Func<IReadOnlyList<PromptItem>>> _said = [];

    internal YemotCall(FlowRun run, YemotFlowServices services)
    {
        _run = run;
        _services = services;
    }

    /// <inheritdoc/>
    public CallFacts Facts => _run.Facts;

    /// <inheritdoc/>
    public string Business => _run.Flow.Business;

    /// <inheritdoc/>
    public DateTimeOffset Now => _run.Now;

    /// <inheritdoc/>
    public DateTimeOffset Began => _run.Began;

    /// <inheritdoc/>
    public CancellationToken Ended => _run.Ended;

    /// <inheritdoc/>
    public bool CallerGone => _run.CallerGone;

    /// <summary>
    /// The values with which the call came into the extension: constants of <c>api_add</c>, answers to <c>api_000</c>
    /// questions, and what was collected in an earlier stay.
    /// </summary>
    public IReadOnlyDictionary<string, string> Values => _run.EntryValues;

    /// <inheritdoc/>
    /// <remarks>
    /// What is too long for one answer is said in several: Yemot is made to ask for the next part at once.
    /// </remarks>
    public async Task Say(string text, Pace pace = Pace.Normal)
    {
        ArgumentNullException.ThrowIfNull(text);
        var options = pace == Pace.Slow ? _services.Slow : _services.Normal;
        if (text.Length <= options.MaxCharacters / 2)
        {
            // Made into items only if it is sent: a handler that is run again says much that was heard long ago.
            _said.Add(() => YemotText.Hebrew.Items(text, options));
            return;
        }

        var parts = YemotText.Hebrew.Pages(text, options);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) await AskAsync("more", null, YemotWire.ShortWait, _ => null);
            var part = parts[i].Items;
            _said.Add(() => part);
        }
    }

    /// <summary>Plays items: files, digits, numbers, dates, system messages.</summary>
    public Task Say(params IEnumerable<PromptItem> items)
    {
        PromptItem[] all = [.. items];
        _said.Add(() => all);
        return Task.CompletedTask;
    }

    /// <summary>Asks for keys.</summary>
    /// <param name="text">The question.</param>
    /// <param name="ask">Sets what may be keyed and how; null takes the defaults.</param>
    /// <param name="name">A wanted name for the value; null for any.</param>
    /// <returns>The keys; empty when the caller keyed nothing and that is allowed.</returns>
    public async Task<string> AskKeys(string text, Func<KeysQuestion, KeysQuestion>? ask = null, string? name = null)
    {
        await Say(text);
        KeysQuestion Question(string valueName) => ask is null ? new(valueName) : ask(new KeysQuestion(valueName));
        // Where nothing may be keyed, Yemot sends a set value for it.
        var nothing = Question("any") is { AcceptEmpty: true } question ? question.EmptyValue ?? "None" : "";
        var value = await AskAsync("keys", name, Question, keyed => keyed.Length == 0 || keyed == nothing ? null : keyed);
        return value == nothing ? "" : value;
    }

    /// <summary>Asks for speech; where keys are allowed the caller may key instead.</summary>
    /// <param name="text">The question.</param>
    /// <param name="ask">Sets language, keys and limits; null takes the defaults.</param>
    /// <param name="name">A wanted name for the value; null for any.</param>
    public async Task<Heard> AskSpeech(
        string text, Func<SpeechQuestion, SpeechQuestion>? ask = null, string? name = null)
    {
        await Say(text);
        var value = await AskAsync(
            "speech",
            name,
            valueName =>
            {
                var question = new SpeechQuestion(valueName);
                return ask is null ? question : ask(question);
            },
            spoken => Transcribed(ReadSpeech(spoken)));
        return ReadSpeech(value);
    }

    /// <summary>Asks for a recording.</summary>
    /// <param name="text">The question; Yemot plays its own signal after it.</param>
    /// <param name="ask">Sets folder, file and limits; null takes the defaults.</param>
    /// <param name="name">A wanted name for the value; null for any.</param>
    /// <returns>Where the recording lies, as Yemot names it; empty when there is none.</returns>
    public async Task<string> AskRecording(
        string text, Func<RecordingQuestion, RecordingQuestion>? ask = null, string? name = null)
    {
        await Say(text);
        return await AskAsync(
            "record",
            name,
            valueName =>
            {
                var question = new RecordingQuestion(valueName);
                return ask is null ? question : ask(question);
            },
            path => path.Length == 0 ? null : $"[{path}]");
    }

    /// <inheritdoc/>
    public Task<Heard> Listen(Listening how)
    {
        ArgumentNullException.ThrowIfNull(how);
        return AskSpeech("", question => question with
        {
            Language = LanguageOf(how),
            AllowKeys = how.KeysToo || how.LongSpeech ? null : false,
            LongSpeech = how.LongSpeech,
            SilenceSeconds = how.LongSpeech ? how.SilenceSeconds : null,
            MaxSeconds = how.LongSpeech ? how.MaxSeconds : null,
        });
    }

    /// <inheritdoc/>
    public async Task<Heard> Record(Recording how)
    {
        ArgumentNullException.ThrowIfNull(how);
        // Whether the notice of a hang-up names a recording that Yemot kept is not documented. With a file name of ours
        // it need not: we know what the recording is called.
        var path = await AskAsync(
            "record",
            null,
            valueName => new RecordingQuestion(valueName)
            {
                MinSeconds = how.MinSeconds,
                MaxSeconds = how.MaxSeconds,
                KeepOnHangup = how.KeepOnHangUp,
                FileName = how.KeepOnHangUp ? FileNameOf(valueName) : null,
                Confirm = false,
            },
            recorded => recorded.Length == 0 ? null : $"[{recorded}]",
            how.KeepOnHangUp ? valueName => FileNameOf(valueName) + ".wav" : null);
        return new Heard("", "", path.Length == 0 ? null : path);
    }

    /// <inheritdoc/>
    public Task<MindReply?> AskAi(string said, Func<MindRequest, MindRequest>? prepare = null) =>
        _run.AskMindAsync(said, prepare ?? (request => request), _services.Mind, _services.MindLimit);

    /// <inheritdoc/>
    public Task<T> Compute<T>(
        string name, Func<CancellationToken, Task<T>> work, Func<T, string?>? heard = null) =>
        _run.ComputeAsync(name, work, heard);

    /// <inheritdoc/>
    public Task Forget() => _run.ForgetAsync();

    /// <inheritdoc/>
    public Task<T> Once<T>(string name, Func<string, CancellationToken, Task<T>> effect) =>
        _run.OnceAsync(name, effect);

    /// <summary>Charges a card; Yemot asks the caller for what is missing.</summary>
    /// <returns>The code that Yemot gives as <c>CreditCard_CODE</c>.</returns>
    public async Task<string> Charge(CardCharge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        var code = await _run.AskAsync(
            "charge",
            "CreditCard_CODE",
            _ => ToFlow(YemotAnswer.Charge(charge)),
            value => value,
            exactName: true);
        _said.Clear();
        return code;
    }

    /// <summary>Ends the handler's part: the caller goes to another place in the telephone system.</summary>
    /// <remarks>To this extension itself it is the same as <see cref="Restart"/>.</remarks>
    public Task GoTo(Place place)
    {
        ArgumentNullException.ThrowIfNull(place);
        Leaving? how = place.Target == "/" + Facts.Extension ? Leaving.Restarts : null;
        return LeaveAsync(said => said?.ThenGoTo(place) ?? YemotAnswer.GoTo(place), how);
    }

    /// <summary>The caller goes to another place, where a file is played from a point in it.</summary>
    public Task GoToAndPlay(Place place, string file, TimeSpan from = default) =>
        LeaveAsync(said => said?.ThenGoToAndPlay(place, file, from) ?? YemotAnswer.GoToAndPlay(place, file, from));

    /// <summary>The caller enters this extension again, from its beginning.</summary>
    public Task Restart() => LeaveAsync(
        said => said?.ThenRestart(Facts.Extension) ?? YemotAnswer.Restart(Facts.Extension), Leaving.Restarts);

    /// <inheritdoc/>
    public Task HangUp() => LeaveAsync(said => said?.ThenHangUp() ?? YemotAnswer.HangUp());

    /// <inheritdoc/>
    public Task Transfer(string number) => Transfer(new Transfer(number));

    /// <summary>Hands the call to telephones outside, with all that Yemot offers for it.</summary>
    public Task Transfer(Transfer transfer) =>
        LeaveAsync(said => said?.ThenRoute(transfer) ?? YemotAnswer.Route(transfer));

    /// <summary>Hands the call to another Yemot system, without unit cost.</summary>
    /// <param name="number">Its number, digits only.</param>
    public Task TransferInside(string number) =>
        LeaveAsync(said => said?.ThenRouteInside(number) ?? YemotAnswer.RouteInside(number));

    /// <summary>Plays hold music, after which the extension's own end settings hold.</summary>
    public Task Hold(HoldMusic music) => LeaveAsync(said => said?.ThenHold(music) ?? YemotAnswer.Hold(music));

    /// <summary>Ends with a short bare answer, for which the extension has a file or an <c>api_answer_…</c> setting.</summary>
    public Task Bare(string word) => LeaveAsync(_ => YemotAnswer.Bare(word));

    /// <summary>The handler has ended: what was said last is played and the caller leaves the extension.</summary>
    internal Task EndAsync() => LeaveAsync(said => said ?? YemotAnswer.Nothing("end"));

    private async Task<string> AskAsync(
        string verb,
        string? name,
        Func<string, Question> question,
        Func<string, string?> heard,
        Func<string, string>? ifGone = null)
    {
        if (name is not null && name == _services.SecretName)
            throw new ArgumentException($"The name '{name}' is that of the line's secret.", nameof(name));
        if (name is not null && YemotFieldNames.IsWait(name))
            throw new ArgumentException($"The name '{name}' is kept for making a caller wait.", nameof(name));
        var value = await _run.AskAsync(
            verb,
            name,
            valueName => ToFlow(YemotAnswer.Ask(PromptNow(), question(valueName))),
            heard,
            ifGone: ifGone);
        _said.Clear();
        return value;
    }

    private Task LeaveAsync(Func<OpenAnswer?, YemotAnswer> answer, Leaving? how = null)
    {
        var prompt = Prompt.TryOf(Items);
        var left = answer(prompt is null ? null : YemotAnswer.Say(prompt));
        return _run.LeaveAsync(new FlowAnswer(left.Body, left.Said, how ?? left.Leaves));
    }

    /// <summary>A name that no other recording has: the value's, and a mark of the call.</summary>
    private string FileNameOf(string valueName) =>
        $"{valueName}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Facts.Key)).AsSpan(0, 6))}";

    private string? LanguageOf(Listening how)
    {
        var language = how.Language.Length > 0 ? how.Language : _services.Language;
        return language.Length > 0 ? language : null;
    }

    private IEnumerable<PromptItem> Items => _said.SelectMany(said => said());

    /// <summary>A question always plays something: with nothing said, an item that plays nothing.</summary>
    private Prompt PromptNow() => Prompt.TryOf(Items) ?? Prompt.Of(PromptItem.Nothing());

    private static FlowAnswer ToFlow(YemotAnswer answer) => new(answer.Body, answer.Said, answer.Leaves);

    private static Heard ReadSpeech(string value) => value.StartsWith(KeyedPrefix, StringComparison.Ordinal)
        ? new Heard("", value[KeyedPrefix.Length..].Trim())
        : new Heard(value.Trim());

    private static string? Transcribed(Heard heard) =>
        heard.Keys.Length > 0 ? heard.Keys : heard.Words.Length > 0 ? heard.Words : null;
}
