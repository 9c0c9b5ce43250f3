using System.Globalization;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;
using YemotAi.Calls.Voice;

namespace YemotAi.Calls.Journal;

/// <summary>What the journal of a call folds to.</summary>
/// <param name="options">How much of the past is kept at hand.</param>
internal sealed class CallState(CallOptions options)
{
    private readonly List<string> _usedNames = [];

    /// <summary>Where in the transcript the last answer begins, with all its parts.</summary>
    private int _answerFrom;

    /// <summary>When the call was first heard of; null as long as nothing is known of it.</summary>
    public DateTimeOffset? Began { get; private set; }

    /// <summary>The last sign of life.</summary>
    public DateTimeOffset Touched { get; private set; }

    /// <summary>The stay in an extension, the current or the last one.</summary>
    public Stay? Stay { get; private set; }

    /// <summary>When the caller hung up; null while nobody said so.</summary>
    public JournalEntry.CallerLeft? Left { get; private set; }

    /// <summary>Why the call is over; null while it is not.</summary>
    public CallEndReason? Ended { get; private set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset EndedAt { get; private set; }

    /// <summary>Requests answered.</summary>
    public int Turns { get; private set; }

    /// <summary>How many names for values were used up, over all stays: a name is never asked for twice.</summary>
    public int ValueNames { get; private set; }

    /// <summary>What was said to minds and answered, the newest last.</summary>
    public List<Exchange> History { get; } = [];

    /// <summary>By what the mind that answered last finds the conversation again, or null.</summary>
    public MindSession? Session { get; private set; }

    /// <summary>What was said in the call.</summary>
    public List<TranscriptLine> Transcript { get; } = [];

    /// <summary>Answers given to requests for replies that came from outside a flow, by operation.</summary>
    public Dictionary<string, string> Operations { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes one more entry in.</summary>
    public void Apply(JournalEntry entry)
    {
        Began ??= entry.At;
        Touched = entry.At;
        switch (entry)
        {
            case JournalEntry.StayBegan began:
                Begin(began);
                break;
            case JournalEntry.StepStarted started:
                Stay?.Steps.Add(new Step(started.Verb));
                break;
            case JournalEntry.StepDone done:
                Apply(done);
                break;
            case JournalEntry.TurnAnswered turn:
                Apply(turn);
                break;
            case JournalEntry.FlowRestarted:
                Stay?.Restart();
                break;
            case JournalEntry.Forgot:
                History.Clear();
                Session = null;
                break;
            case JournalEntry.SpokenPart part:
                if (Stay is not null) Stay.SpokenPart += part.Text;
                break;
            case JournalEntry.SpeechHeard heard:
                if (Stay is not null) (Stay.HeardAnswer, Stay.HeardSentence) = (heard.Answer, heard.Sentence);
                break;
            case JournalEntry.Interrupted cut:
                Apply(cut);
                break;
            case JournalEntry.Exchanged exchanged:
                Apply(exchanged);
                break;
            case JournalEntry.CallerLeft left:
                Left = left;
                break;
            case JournalEntry.CallEnded ended:
                Ended = ended.Reason;
                EndedAt = ended.At;
                break;
        }
    }

    /// <summary>Whether a value was asked for under a name.</summary>
    public bool IsUsed(string valueName) => _usedNames.Contains(valueName);

    /// <summary>The name of the next value for which the handler wants no name of its own.</summary>
    public string NextName => NumberedName(ValueNames + 1);

    private static string NumberedName(int number) => "v" + number.ToString(CultureInfo.InvariantCulture);

    private void Begin(JournalEntry.StayBegan began)
    {
        Stay = new Stay(began);
        // A call that we took for over is there again.
        Ended = null;
    }

    private void Apply(JournalEntry.StepDone done)
    {
        if (done.Heard is { Length: > 0 } heard) Transcript.Add(new(done.At, Speaker.Caller, heard));
        if (Stay is null) return;
        if (done.Step == Stay.Steps.Count) Stay.Steps.Add(new Step(done.Verb));
        if (done.Step >= Stay.Steps.Count) return;
        var step = Stay.Steps[done.Step];
        step.Result = done.Result;
        step.DoneAt = done.At;
        Stay.SpokenPart = "";
    }

    private void Apply(JournalEntry.TurnAnswered turn)
    {
        Turns++;
        if (Stay is not { Moments: > 0 }) _answerFrom = Transcript.Count;
        if (turn.Said.Length > 0) Transcript.Add(new(turn.At, Speaker.Agent, turn.Said));
        if (turn.Question is { } question)
        {
            ValueNames++;
            // The numbered names never come twice, so only the handler's own need to be remembered.
            if (question.ValueName != NumberedName(ValueNames)) _usedNames.Add(question.ValueName);
        }

        Stay?.Answered(turn, options.KeptAnswers);
    }

    /// <summary>What the caller did not hear was not said: not for the transcript, and not for the mind.</summary>
    private void Apply(JournalEntry.Interrupted cut)
    {
        if (Stay is not null) (Stay.HeardAnswer, Stay.HeardSentence) = (Stay.Requests.Count, int.MaxValue);
        var phrases = VoicePhrases.Hebrew;
        var heard = cut.Heard.Length == 0 ? phrases.CutOff : cut.Heard + phrases.CutHere;
        // An answer that was told in parts is several lines.
        var first = _answerFrom;
        if (first >= Transcript.Count) return;
        var said = Transcript[first];
        Transcript.RemoveRange(first + 1, Transcript.Count - first - 1);
        Transcript[first] = said with { Text = heard };
        if (History.Count == 0 || !IsBeginning(said.Text, History[^1].Answered)) return;
        History[^1] = History[^1] with { Answered = heard };
        // A session that knows more than the caller has heard is not gone on with.
        Session = null;
    }

    private static bool IsBeginning(string part, string text)
    {
        const int looked = 20;
        return part.Length > 0 && text.AsSpan().TrimStart().StartsWith(part.AsSpan(0, Math.Min(part.Length, looked)), StringComparison.Ordinal);
    }

    private void Apply(JournalEntry.Exchanged exchanged)
    {
        History.Add(new(exchanged.Said, exchanged.Answered));
        Session = exchanged.Session;
        if (History.Count > options.MaxHistory) History.RemoveAt(0);
        if (exchanged.Operation is null) return;
        if (Operations.Count >= options.MaxHistory) Operations.Clear();
        Operations[exchanged.Operation] = exchanged.Answered;
        Transcript.Add(new(exchanged.At, Speaker.Caller, exchanged.Said));
        Transcript.Add(new(exchanged.At, Speaker.Agent, exchanged.Answered));
    }
}
