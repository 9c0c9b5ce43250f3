namespace YemotAi.Simulators.Speech;

/// <summary>
/// A recogniser that knows beforehand what callers will say: an OpenAI-compatible transcription server
/// (<c>POST /v1/audio/transcriptions</c>) that answers with a script instead of understanding anything. For tests from end to
/// end, in which callers' speech is made by a machine.
/// </summary>
/// <remarks>
/// <code>
/// await using var ears = await ScriptedRecogniser.StartAsync([new("שלום"), new("תור למחר בבוקר")]);
/// // settings: Transcription:BaseUrl = ears.Address, Transcription:Key = ears.Key
/// // … a call …
/// Assert.Equal(0, ears.Left);
/// </code>
/// </remarks>
public sealed class ScriptedRecogniser : IAsyncDisposable
{
    /// <summary>What is softer than this is silence, in dB of full scale.</summary>
    public const double SilenceDb = -50;

    /// <summary>How unlike a sound may be to what it is taken for: a third longer or shorter, or 6 dB.</summary>
    private const double MostUnlike = 1;

    private readonly Lock _gate = new();
    private readonly List<ScriptedUtterance> _script;
    private readonly ScriptMatching _matching;
    private int _next;

    private ScriptedRecogniser(IEnumerable<ScriptedUtterance> script, ScriptMatching matching) =>
        (_script, _matching) = ([.. script], matching);

    /// <summary>The server, for its faults and for what was asked.</summary>
    public TranscriptionSimulator Server { get; private set; } = null!;

    /// <summary>The address before <c>/audio/transcriptions</c>.</summary>
    public Uri Address => Server.Address;

    /// <summary>The one key that is right.</summary>
    public string Key { get; } = "sk-scripted-" + Guid.NewGuid().ToString("N");

    /// <summary>What was heard, in order.</summary>
    public ArrivedRequests<ScriptedHearing> Heard { get; } = new();

    /// <summary>How many utterances of a script in order were not heard yet.</summary>
    public int Left
    {
        get
        {
            lock (_gate) return _script.Count - _next;
        }
    }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="script">What callers say.</param>
    /// <param name="matching">How a sound is found in it.</param>
    public static async Task<ScriptedRecogniser> StartAsync(
        IEnumerable<ScriptedUtterance> script, ScriptMatching matching = ScriptMatching.InOrder)
    {
        var recogniser = new ScriptedRecogniser(script, matching);
        recogniser.Server = await TranscriptionSimulator.StartAsync(recogniser.Key);
        recogniser.Server.Hears = request => recogniser.Hear(request.File.Span);
        return recogniser;
    }

    /// <summary>Adds to the script.</summary>
    public void Add(params ReadOnlySpan<ScriptedUtterance> utterances)
    {
        lock (_gate) _script.AddRange(utterances);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private string Hear(ReadOnlySpan<byte> file)
    {
        var sound = SoundMeasure.Of(file) ?? throw new InvalidOperationException("The file is none that can be measured.");
        var isSilence = sound.LevelDb < SilenceDb;
        var utterance = isSilence ? null : Find(sound);
        var words = utterance?.Words ?? "";
        Heard.Add(new ScriptedHearing(words, sound, utterance is not null));
        return words;
    }

    private ScriptedUtterance? Find(SoundMeasure sound)
    {
        lock (_gate)
        {
            if (_matching == ScriptMatching.InOrder) return _next < _script.Count ? _script[_next++] : null;
            var likest = _script.MinBy(utterance => Unlikeness(utterance, sound));
            return likest is not null && Unlikeness(likest, sound) <= MostUnlike ? likest : null;
        }
    }

    private static double Unlikeness(ScriptedUtterance utterance, SoundMeasure sound)
    {
        var length = utterance.Length is { } wanted ? Math.Abs(Math.Log(sound.Length / wanted)) / Math.Log(4.0 / 3) : 0;
        var level = utterance.LevelDb is { } loud ? Math.Abs(sound.LevelDb - loud) / 6 : 0;
        return Math.Max(length, level);
    }
}
