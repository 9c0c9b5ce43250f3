namespace YemotAi.Calls.Voice.Turns;

/// <summary>Something that matters for whose turn it is.</summary>
public readonly record struct TurnEvent
{
    private TurnEvent(TurnEventKind kind) => Kind = kind;

    /// <summary>What happened.</summary>
    public TurnEventKind Kind { get; }

    /// <summary>With a frame: a voice is heard in it.</summary>
    public bool IsVoice { get; private init; }

    /// <summary>With a frame: the voice is strong enough to be the caller's own.</summary>
    public bool IsStrong { get; private init; }

    /// <summary>With a frame: how much of the agent's speech the caller has not heard yet.</summary>
    public TimeSpan SpeechLeft { get; private init; }

    /// <summary>With a key: which.</summary>
    public char Key { get; private init; }

    /// <summary>With words: of which segment. With a reply: to which turn.</summary>
    public int Number { get; private init; }

    /// <summary>With words: what was recognised; null when recognising failed.</summary>
    public string? Words { get; private init; }

    /// <summary>With the end of speech: how to listen now.</summary>
    public TurnListening Listening { get; private init; }

    /// <summary>20 ms of the caller's side have passed; silent ones where no sound came.</summary>
    public static TurnEvent Frame(bool isVoice, bool isStrong, TimeSpan speechLeft = default) =>
        new(TurnEventKind.Frame) { IsVoice = isVoice, IsStrong = isStrong, SpeechLeft = speechLeft };

    /// <summary>A key was pressed.</summary>
    public static TurnEvent Keyed(char key) => new(TurnEventKind.Key) { Key = key };

    /// <summary>A segment was recognised; null when that failed.</summary>
    public static TurnEvent Recognised(int segment, string? words) =>
        new(TurnEventKind.Words) { Number = segment, Words = words };

    /// <summary>The first words of the answer to a turn can be spoken.</summary>
    public static TurnEvent ReplyReady(int turn) => new(TurnEventKind.ReplyReady) { Number = turn };

    /// <summary>The answer to a turn is: nothing to say, listen.</summary>
    public static TurnEvent ReplyEmpty(int turn, TurnListening listening) =>
        new(TurnEventKind.ReplyEmpty) { Number = turn, Listening = listening };

    /// <summary>The agent's speech was heard to its end.</summary>
    public static TurnEvent SpeechEnded(TurnListening listening) => new(TurnEventKind.SpeechEnded) { Listening = listening };
}
