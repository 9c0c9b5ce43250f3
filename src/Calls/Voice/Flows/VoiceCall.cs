using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Voice.Flows;

/// <summary>A call on a line of sound, as a handler sees it.</summary>
/// <remarks>
/// What is said is collected and goes out with the next question, or when the handler ends. After a question that was
/// answered in an earlier turn nothing is said again.
/// </remarks>
public sealed class VoiceCall : ICall
{
    private readonly FlowRun _run;
    private readonly ITextMind _mind;
    private readonly TimeSpan _mindLimit;
    private readonly List<VoiceLine> _said = [];

    internal VoiceCall(FlowRun run, ITextMind mind, TimeSpan mindLimit)
    {
        _run = run;
        _mind = mind;
        _mindLimit = mindLimit;
    }

    /// <inheritdoc/>
    public CallFacts Facts => _run.Facts;

    /// <summary>The values with which the call came to its handler.</summary>
    public IReadOnlyDictionary<string, string> Values => _run.EntryValues;

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

    /// <inheritdoc/>
    public Task Say(string text, Pace pace = Pace.Normal)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > 0) _said.Add(new VoiceLine(text, pace));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Heard> Listen(Listening how)
    {
        ArgumentNullException.ThrowIfNull(how);
        return await AskAsync("listen", new VoiceAnswer { Next = VoiceNext.Listen, Listening = how });
    }

    /// <inheritdoc/>
    public async Task<Heard> Record(Recording how)
    {
        ArgumentNullException.ThrowIfNull(how);
        return await AskAsync("record", new VoiceAnswer { Next = VoiceNext.Record, Recording = how });
    }

    /// <inheritdoc/>
    public Task<MindReply?> AskAi(string said, Func<MindRequest, MindRequest>? prepare = null) =>
        _run.AskMindAsync(said, prepare ?? (request => request), _mind, _mindLimit);

    /// <inheritdoc/>
    public Task Forget() => _run.ForgetAsync();

    /// <inheritdoc/>
    public Task<T> Compute<T>(string name, Func<CancellationToken, Task<T>> work, Func<T, string?>? heard = null) =>
        _run.ComputeAsync(name, work, heard);

    /// <inheritdoc/>
    public Task<T> Once<T>(string name, Func<string, CancellationToken, Task<T>> effect) => _run.OnceAsync(name, effect);

    /// <inheritdoc/>
    public Task Transfer(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return LeaveAsync(new VoiceAnswer { Next = VoiceNext.Transfer, Number = number }, Leaving.Transferred);
    }

    /// <inheritdoc/>
    public Task HangUp() => LeaveAsync(new VoiceAnswer { Next = VoiceNext.HangUp }, Leaving.HangsUp);

    private async Task<Heard> AskAsync(string verb, VoiceAnswer answer)
    {
        var value = await _run.AskAsync(
            verb,
            null,
            _ => Put(answer, Leaving.Stays),
            heard => VoiceHeard.Read(heard) is { IsSilence: false } read ? TextOf(read) : null);
        _said.Clear();
        return VoiceHeard.Read(value);
    }

    private Task LeaveAsync(VoiceAnswer answer, Leaving how) => _run.LeaveAsync(Put(answer, how));

    private FlowAnswer Put(VoiceAnswer answer, Leaving how)
    {
        answer = answer with { Say = [.. _said] };
        return new FlowAnswer(answer.Write(), answer.Text, how);
    }

    private static string TextOf(Heard heard) =>
        heard.Keys.Length > 0 ? heard.Keys : heard.Words.Length > 0 ? heard.Words : $"[{heard.Recording}]";
}
