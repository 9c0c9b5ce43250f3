using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Voice;

/// <summary>The turn machine on a clock of frames: what happens is put to it, and what it wants done is kept.</summary>
internal sealed class TurnTable
{
    private readonly List<TurnAction> _todo = [];
    private readonly List<string> _done = [];

    public TurnTable(TurnOptions? options = null)
    {
        Options = options ?? new TurnOptions();
        State = TurnState.Opened(Now, Options);
    }

    public TurnOptions Options { get; }

    public TurnState State { get; private set; }

    public TimeSpan Now { get; private set; }

    /// <summary>How much of the agent's speech is left, as the player would say.</summary>
    public TimeSpan SpeechLeft { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What it wanted done since this was asked last, such as <c>SubmitWords 2 "שלום"</c>.</summary>
    public string Done
    {
        get
        {
            var done = string.Join("; ", _done);
            _done.Clear();
            return done;
        }
    }

    /// <summary>The greeting was spoken to its end, and the refractory time is over.</summary>
    public static TurnTable Listening(TurnListening? listening = null, TurnOptions? options = null)
    {
        var table = new TurnTable(options);
        table.Put(TurnEvent.ReplyReady(0));
        table.Silence(900);
        table.Put(TurnEvent.SpeechEnded(listening ?? new TurnListening()));
        table.Silence(800);
        _ = table.Done;
        return table;
    }

    /// <summary>The agent is speaking the answer to the caller's first words.</summary>
    public static TurnTable Speaking(TurnOptions? options = null)
    {
        var table = Listening(options: options);
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        table.Put(TurnEvent.ReplyReady(1));
        table.Silence(400);
        _ = table.Done;
        return table;
    }

    public void Put(TurnEvent happened)
    {
        State = TurnMachine.Next(State, happened, Now, Options, _todo);
        foreach (var action in _todo)
            _done.Add($"{action.Kind} {action.Number}" + (action.Text.Length > 0 ? $" \"{action.Text}\"" : ""));
        _todo.Clear();
    }

    /// <summary>The caller speaks for so many milliseconds.</summary>
    public void Voice(int milliseconds) => Frames(milliseconds, true);

    /// <summary>The caller is silent for so many milliseconds.</summary>
    public void Silence(int milliseconds) => Frames(milliseconds, false);

    /// <summary>The segment that was closed last is recognised.</summary>
    public void Words(string? words) => Put(TurnEvent.Recognised(State.Closed, words));

    public void Keys(string keys)
    {
        foreach (var key in keys) Put(TurnEvent.Keyed(key));
    }

    private void Frames(int milliseconds, bool voice)
    {
        for (var passed = 0; passed < milliseconds; passed += 20)
        {
            Now += TimeSpan.FromMilliseconds(20);
            Put(TurnEvent.Frame(voice, voice, SpeechLeft));
        }
    }
}
