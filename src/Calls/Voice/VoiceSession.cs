using YemotAi.Calls.Sound;
using YemotAi.Calls.Voice.Hearing;
using YemotAi.Calls.Voice.Speaking;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice;

/// <summary>
/// A spoken conversation over one line: hears the caller, takes turns, has answers thought of by the call's handler, and
/// speaks them.
/// </summary>
/// <remarks>
/// All of it runs in turns of the call's actor. What decides is <see cref="TurnMachine"/>; this does what it says
/// (<c>VoiceSession.Turns.cs</c>). A line that is lost ends the session and not the call: the next line's session goes on
/// from the journal.
/// </remarks>
internal sealed partial class VoiceSession : IDisposable
{
    /// <summary>How often sound is sent when no frame of the caller's gives the beat.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>After how long without a frame time passes without one. Frames that only come late, in a bundle, come sooner.</summary>
    private static readonly TimeSpan Missing = TimeSpan.FromMilliseconds(300);

    /// <summary>More missing frames than this are not made up for: the line was away.</summary>
    private const int MostMadeUp = 50;

    private readonly IVoiceHost _host;
    private readonly VoiceServices _services;
    private readonly VoiceManner _manner;
    private readonly TurnOptions _turns;
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly SpeechPlayer _player;
    private readonly Recogniser? _recogniser;
    private readonly SegmentRecorder _recorder;
    private readonly VoiceActivityDetector _detector;
    private readonly KeyToneDetector _tones = new();
    private readonly List<TurnAction> _todo = [];
    private readonly IDisposable _beat;
    private TurnState _state;
    private TimeSpan _lastFrame;
    private TimeSpan _lastKeyAt = TimeSpan.MinValue;
    private char _lastKey;
    private bool _lastKeyIsTone;
    private long _expected = -1;
    private bool _isOver;
    private bool _isStepping;

    /// <summary>Begins with the line that is attached.</summary>
    /// <param name="host">The call.</param>
    /// <param name="services">Ears, voices, limits.</param>
    /// <param name="manner">How the conversation is led.</param>
    /// <param name="name">Names the session among those of the call.</param>
    public VoiceSession(IVoiceHost host, VoiceServices services, VoiceManner manner, string name)
    {
        _host = host;
        _services = services;
        _manner = manner;
        _turns = manner.Turns;
        _name = name;
        _time = host.Context.Time;
        _origin = _time.GetTimestamp();
        _player = new SpeechPlayer(host.Context.Sound, services, _time, host.Spoke, error => host.Complain(error, "voice"));
        if (services.Ear is { } ear) _recogniser = new Recogniser(ear, services.Options, _time, OnWords);
        _recorder = new SegmentRecorder(services.Options.PreRoll, _turns.LongestSegment + TimeSpan.FromSeconds(1));
        _detector = new VoiceActivityDetector(manner.VoiceActivity);
        _state = TurnState.Opened(Now, _turns);
        _beat = host.Context.StartTimer(OnBeat, Beat, Beat);
    }

    /// <summary>How long nothing has come from the phone.</summary>
    public TimeSpan SilentFor => Now - _lastFrame;

    private TimeSpan Now => _time.GetElapsedTime(_origin);

    /// <summary>A key was pressed.</summary>
    /// <param name="key">Which.</param>
    /// <param name="isTone">It was heard in the sound, and not told by the platform.</param>
    public void Key(char key, bool isTone = false)
    {
        if (_isOver) return;
        // The same key as an event and as a tone in the sound is one key.
        if (key == _lastKey && isTone != _lastKeyIsTone && Now - _lastKeyAt < TimeSpan.FromMilliseconds(300)) return;
        (_lastKey, _lastKeyAt, _lastKeyIsTone) = (key, Now, isTone);
        Step(TurnEvent.Keyed(key));
    }

    /// <summary>Takes what the caller said.</summary>
    public void Take(SoundFrames frames)
    {
        if (_isOver) return;
        // A line that is attached again has a past.
        if (_expected < 0) _expected = frames.First;
        var missing = (int)Math.Clamp(frames.First - _expected, 0, MostMadeUp);
        _expected = frames.First + frames.Count;
        for (var i = 0; i < missing; i++) Hear(Silence);
        for (var i = 0; i < frames.Count; i++) Hear(frames.Bytes.Slice(i * SoundFrames.FrameBytes, SoundFrames.FrameBytes));
        _lastFrame = Now;
        Speak();
    }

    /// <summary>The phone said what it has played.</summary>
    public void Played(long before)
    {
        _player.Played(before);
        Speak();
    }

    /// <summary>The line is gone: what was heard is kept, and nothing more is done.</summary>
    public void Stop()
    {
        if (_isOver) return;
        _isOver = true;
        _beat.Dispose();
        if (!_keepsRecogniser) _recogniser?.Dispose();
        _player.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private static ReadOnlySpan<byte> Silence => SilentFrame.Bytes;

    private void Hear(ReadOnlySpan<byte> frame)
    {
        Span<short> samples = stackalloc short[SoundFrames.FrameBytes];
        G711.DecodeMuLaw(frame, samples);
        var key = _tones.Add(samples);
        // The tone of a key is no voice, while it lasts and before it is known which it is.
        var voice = _detector.Add(samples, _tones.IsTone);
        _recorder.Add(frame);
        if (key is { } pressed) Key(pressed, isTone: true);
        // While the last words of a call are spoken nobody is listened to.
        var listens = !_isLeaving;
        Step(TurnEvent.Frame(listens && voice.IsVoice, listens && voice.IsStrong, _player.Left));
    }

    private ValueTask OnBeat(CancellationToken cancellation)
    {
        if (_isOver) return ValueTask.CompletedTask;
        // The phone sends silence too. Where nothing comes, time passes all the same.
        if (Now - _lastFrame >= Missing)
        {
            for (var passed = TimeSpan.Zero; passed < Beat; passed += SpeechFrame.Length) Hear(Silence);
        }

        Speak();
        return ValueTask.CompletedTask;
    }

    private void Step(TurnEvent happened)
    {
        if (_isOver) return;
        _state = TurnMachine.Next(_state, happened, Now, _turns, _todo);
        // What is done may itself be an event; its actions come after those that are there.
        if (_isStepping) return;
        _isStepping = true;
        try
        {
            for (var i = 0; i < _todo.Count && !_isOver; i++) Do(_todo[i]);
        }
        finally
        {
            _todo.Clear();
            _isStepping = false;
        }
    }

    private static class SilentFrame
    {
        private static readonly byte[] Made = Make();

        public static ReadOnlySpan<byte> Bytes => Made;

        private static byte[] Make()
        {
            var frame = new byte[SoundFrames.FrameBytes];
            Array.Fill(frame, G711.MuLawSilence);
            return frame;
        }
    }
}
