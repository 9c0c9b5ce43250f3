using YemotAi.Phone.Twilio.Media;
using YemotAi.Speech;

namespace YemotAi.Phone.Twilio;

/// <summary>What the caller says, keys and hears.</summary>
public sealed partial class TwilioCall
{
    private readonly CallerVoice _voice = new();
    private readonly VoiceMeter _meter = new();
    private IDisposable? _pace;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the caller has heard of all streams so far, with exact times.</summary>
    public IReadOnlyList<HeardPiece> Heard => [.. Streams.SelectMany(stream => stream.Heard)];

    /// <summary>The stretches of it that are audible.</summary>
    public IReadOnlyList<VoiceSpan> HeardVoice
    {
        get
        {
            lock (_meter) return [.. _meter.Spans];
        }
    }

    /// <summary>The caller says something, after what he is saying.</summary>
    /// <param name="muLaw">The sound, mu-law at 8 kHz.</param>
    /// <returns>Is done when the last of it was said; cancelled when it was broken off.</returns>
    public Task SayAsync(ReadOnlyMemory<byte> muLaw)
    {
        Write(TwilioTranscriptKind.Caller, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"(speaks for {MediaTime.Of(muLaw.Length).TotalSeconds:0.00} s)"));
        return _voice.Say(muLaw);
    }

    /// <summary>The caller says what is in a WAV file.</summary>
    /// <exception cref="WaveFileException">It cannot be read.</exception>
    public Task SayWaveAsync(ReadOnlySpan<byte> wave)
    {
        var samples = WaveFile.Read(wave).At(MediaTime.BytesPerSecond);
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return SayAsync(muLaw);
    }

    /// <summary>The caller falls silent in the middle of a word.</summary>
    public void BreakOff() => _voice.BreakOff();

    /// <summary>The caller says words to a <c>&lt;Gather&gt;</c> that listens. False: none does.</summary>
    public bool SayWords(string words)
    {
        GatherEntry? gather;
        lock (_gate) gather = _gather;
        if (gather is not { TakesWords: true }) return false;
        Write(TwilioTranscriptKind.Caller, words);
        gather.Say(words);
        return true;
    }

    /// <summary>The caller presses keys: 0-9, <c>*</c>, <c>#</c>.</summary>
    /// <exception cref="ArgumentException">A telephone has no such key.</exception>
    public void Press(string keys)
    {
        ArgumentException.ThrowIfNullOrEmpty(keys);
        if (!keys.All(key => char.IsAsciiDigit(key) || key is '*' or '#')) throw new ArgumentException("A telephone has only the keys 0-9, * and #.", nameof(keys));
        Write(TwilioTranscriptKind.Caller, $"(keys {keys})");
        foreach (var key in keys)
        {
            GatherEntry? gather;
            RecordEntry? record;
            lock (_gate) (gather, record) = (_gather, _record);
            gather?.Press(key);
            record?.Press(key);
            Stream?.Press(key);
        }
    }

    /// <summary>Waits until something about the call is so; it is looked at whenever the call changes.</summary>
    /// <param name="isSo">What; it must be quick.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task WhenAsync(Func<TwilioCall, bool> isSo, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (isSo(this)) return;
            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>Waits until a stream has started.</summary>
    /// <returns>It; null when the call was over before.</returns>
    public async Task<TwilioStream?> WhenStreamAsync(CancellationToken cancellation = default)
    {
        await WhenAsync(call => call.State is not (TwilioCallState.NotDialled or TwilioCallState.InProgress) || call.Stream is { Started.IsCompleted: true }, cancellation);
        return Stream;
    }

    /// <summary>Waits until something audible begins at a time or later, or goes on then.</summary>
    /// <returns>It; null when the call was over before.</returns>
    public async Task<VoiceSpan?> WhenHeardAsync(TimeSpan since, CancellationToken cancellation = default)
    {
        VoiceSpan? found = null;
        await WhenAsync(
            call =>
            {
                found = call.HeardVoice.FirstOrDefault(span => span.From >= since || span.To is null || span.To > since);
                return found is not null || call.State != TwilioCallState.InProgress;
            },
            cancellation);
        return found;
    }

    /// <summary>Waits until nothing audible was heard for some time, counted from a time on at the earliest.</summary>
    public Task WhenQuietAsync(TimeSpan since, TimeSpan quiet, CancellationToken cancellation = default) => WhenAsync(
        call =>
        {
            lock (_meter) return _heardUntil - (_meter.QuietSince > since ? _meter.QuietSince : since) >= quiet || call.State != TwilioCallState.InProgress;
        },
        cancellation);

    private TimeSpan _heardUntil;

    private void Tick(long number)
    {
        Span<byte> said = stackalloc byte[MediaTime.FrameBytes], heard = stackalloc byte[MediaTime.FrameBytes];
        heard.Fill(G711.MuLawSilence);
        var now = MediaTime.Frame * (number + 1);
        _voice.Next(said);
        RecordEntry? record;
        lock (_gate) record = _record;
        record?.Add(said);
        Stream?.Tick(said, now, heard);
        lock (_meter)
        {
            _meter.Add(heard, now - MediaTime.Frame);
            _heardUntil = now;
        }

        Signal();
    }

    /// <summary>Whoever waits for something looks again.</summary>
    private void Signal() =>
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
