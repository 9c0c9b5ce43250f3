using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Hearing;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;
using YemotAi.SpeechCorpus;

namespace YemotAi.Benchmarks.Turns;

/// <summary>
/// A call on a virtual clock: the turn machine and the recorder as they are in the product. A segment's words are those
/// that are spoken in it, some time later; the mind answers every turn some time later, and the answer lasts a second.
/// </summary>
internal sealed class SimulatedCall
{
    private static readonly TimeSpan AnswerLength = TimeSpan.FromSeconds(1);
    private static readonly byte[] Frame = new byte[SoundFrames.FrameBytes];

    private readonly CallLog _log = new();
    private readonly TurnOptions _options = new();
    private readonly PriorityQueue<TurnEvent, (TimeSpan At, int Order)> _later = new();
    private readonly SegmentRecorder _recorder;
    private readonly List<TurnAction> _todo = [];
    private readonly Dictionary<int, IReadOnlyList<SpokenWord>> _segments = [];
    private readonly List<SpokenWord> _said = [];
    private readonly HeardFrame[] _heard;
    private readonly IReadOnlyList<SpokenWord> _words;
    private readonly CallDelays _delays;
    private TurnState _state;
    private TimeSpan _now;
    private TimeSpan _left;
    private int _order;
    private int _frame;

    private SimulatedCall(HeardFrame[] heard, IReadOnlyList<SpokenWord> words, CallDelays delays)
    {
        (_heard, _words, _delays) = (heard, words, delays);
        _recorder = new SegmentRecorder(new ConversationOptions().PreRoll, _options.LongestSegment + TimeSpan.FromSeconds(1));
        _state = TurnState.Opened(TimeSpan.Zero, _options) with { Phase = TurnPhase.Listening };
    }

    /// <summary>Lets a caller be heard to the end.</summary>
    public static CallLog Run(HeardFrame[] heard, IReadOnlyList<SpokenWord> words, CallDelays delays)
    {
        var call = new SimulatedCall(heard, words, delays);
        for (; call._frame < heard.Length; call._frame++) call.Hear(heard[call._frame]);
        return call._log;
    }

    private void Hear(HeardFrame frame)
    {
        while (_later.TryPeek(out _, out var due) && due.At <= frame.At)
        {
            _now = due.At;
            Put(_later.Dequeue());
        }

        _now = frame.At;
        _recorder.Add(Frame);
        Put(TurnEvent.Frame(frame.IsVoice, frame.IsStrong, _left));
        if (_state is not { Phase: TurnPhase.Speaking, IsPaused: false }) return;
        _left -= SpeechFrame.Length;
        if (_left <= TimeSpan.Zero) Put(TurnEvent.SpeechEnded(new TurnListening()));
    }

    private void Put(TurnEvent happened)
    {
        if (happened.Kind == TurnEventKind.Words && happened.Number == _state.Recognised + 1) _said.AddRange(_segments[happened.Number]);
        _state = TurnMachine.Next(_state, happened, _now, _options, _todo);
        TurnAction[] todo = [.. _todo];
        _todo.Clear();
        foreach (var action in todo) Do(action);
    }

    private void Do(TurnAction action)
    {
        switch (action.Kind)
        {
            case TurnActionKind.OpenSegment:
                _recorder.Open();
                break;
            case TurnActionKind.DropSegment:
                _recorder.Drop();
                break;
            case TurnActionKind.CloseSegment:
                Recognise(action.Number);
                break;
            case TurnActionKind.SubmitWords or TurnActionKind.SubmitUnclear or TurnActionKind.SubmitSilence:
                _log.Turns.Add((_now, action.Kind, [.. _said]));
                _said.Clear();
                Later(TurnEvent.ReplyReady(action.Number), _delays.Mind);
                break;
            case TurnActionKind.StartSpeech:
                _left = AnswerLength;
                _log.Answers.Add(_now);
                break;
            case TurnActionKind.ResumeSpeech:
                // A nod is no turn.
                _said.Clear();
                break;
        }
    }

    private void Recognise(int segment)
    {
        var frames = WaveFile.Read(_recorder.Close()).Samples.Length / SpeechFrame.Samples;
        var (from, to) = (_heard[_frame + 1 - frames].Sent, _heard[_frame].Sent + 1);
        SpokenWord[] words = [.. _words.Where(word => word.Frame >= from && word.Frame < to)];
        _segments[segment] = words;
        _log.Segments.Add((from, to, words));
        var text = string.Join(' ', words.Select(word => word.Text));
        if (_delays.Punctuates && text.Length > 0) text += ".";
        Later(TurnEvent.Recognised(segment, text), _delays.Recognition);
    }

    private void Later(TurnEvent happens, TimeSpan after)
    {
        if (after == TimeSpan.Zero) Put(happens);
        else _later.Enqueue(happens, (_now + after, _order++));
    }
}
