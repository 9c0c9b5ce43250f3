using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Journal;

/// <summary>A call's stay in one extension, from entering to leaving.</summary>
/// <param name="began">How it began.</param>
internal sealed class Stay(JournalEntry.StayBegan began)
{
    /// <summary>How it began.</summary>
    public JournalEntry.StayBegan Began { get; } = began;

    /// <summary>The steps that the handler has taken, in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Requests answered in this stay, the newest last; the older ones only by their fingerprint.</summary>
    public List<AnsweredRequest> Requests { get; } = [];

    /// <summary>What was asked last and is not answered, or null.</summary>
    public Question? Pending { get; private set; }

    /// <summary>How many "one moment" answers were given in a row.</summary>
    public int Moments { get; private set; }

    /// <summary>Whether the caller left with the last answer, and how.</summary>
    public Leaving Leaves { get; private set; }

    /// <summary>What the caller was told of an answer whose end is not known yet.</summary>
    public string SpokenPart { get; set; } = "";

    /// <summary>On a line of sound: the last answer of which a sentence was heard to its end, counted from 1; 0 for none.</summary>
    public int HeardAnswer { get; set; }

    /// <summary>Which sentence of it, counted from 1.</summary>
    public int HeardSentence { get; set; }

    /// <summary>How often the handler was begun again from its opening.</summary>
    public int Restarts { get; private set; }

    public void Restart()
    {
        Restarts++;
        Steps.Clear();
        Pending = null;
        Moments = 0;
        SpokenPart = "";
    }

    public void Answered(JournalEntry.TurnAnswered turn, int kept)
    {
        Requests.Add(new(turn.Fingerprint, turn.Stamp, turn.At, turn.Body));
        if (Requests.Count > kept)
        {
            var old = Requests.Count - kept - 1;
            Requests[old] = Requests[old] with { Body = null };
        }

        Pending = turn.Question;
        Leaves = turn.Leaves;
        Moments = turn.Question?.Step == Question.OneMoment ? Moments + 1 : 0;
    }
}
