using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>One asking of a voice: its pieces one by one, its failures as <see cref="VoiceException"/>, and its figures.</summary>
internal sealed class VoiceAttempt : IAsyncDisposable
{
    private readonly VoiceRung _rung;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<ReadOnlyMemory<byte>> _pieces;
    private bool _asked;
    private TimeSpan? _first;
    private string? _outcome;

    public VoiceAttempt(VoiceRung rung, SpokenText text, TimeProvider time, CancellationToken cancellation)
    {
        (_rung, _time, _cancellation) = (rung, time, cancellation);
        _late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _late.Token);
        _pieces = rung.Voice.SpeakAsync(text, _stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    public string Name => _rung.Voice.Name;

    /// <summary>The piece that came last; empty when the text is over.</summary>
    public ReadOnlyMemory<byte> Piece { get; private set; }

    /// <summary>How long it was waited for in all; how long who listens took does not count.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>Waits for the first piece; true always, so that it can be counted.</summary>
    public async Task<bool> BeginAsync()
    {
        _late.CancelAfter(_rung.FirstSoundLimit);
        while (await NextAsync() && Piece.IsEmpty)
        {
        }

        _late.CancelAfter(Timeout.InfiniteTimeSpan);
        if (_outcome is null) _first = Waited;
        return true;
    }

    /// <summary>Waits for the next piece; false when the text is over.</summary>
    public async Task<bool> NextAsync()
    {
        if (_outcome is not null) return false;
        _asked = true;
        var began = _time.GetTimestamp();
        try
        {
            var came = await _pieces.MoveNextAsync();
            Piece = came ? _pieces.Current : default;
            if (!came) _outcome = "Spoken";
            return came;
        }
        catch (VoiceException error)
        {
            _outcome = error.Failure.ToString();
            throw;
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested && _late.IsCancellationRequested)
        {
            _outcome = nameof(VoiceFailure.TooSlow);
            throw new VoiceException(VoiceFailure.TooSlow, $"The voice '{Name}': no sound came within {_rung.FirstSoundLimit}.");
        }
        catch (Exception error) when (!_cancellation.IsCancellationRequested)
        {
            // Only the kind: the message of an unforeseen exception may hold anything.
            _outcome = nameof(VoiceFailure.Unavailable);
            throw new VoiceException(VoiceFailure.Unavailable, $"The voice '{Name}': {error.GetType().Name}.", error);
        }
        finally
        {
            Waited += _time.GetElapsedTime(began);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pieces.DisposeAsync();
        _stop.Dispose();
        _late.Dispose();
        // One that rests was not asked.
        if (_asked) VoiceMetrics.RecordVoice(Name, _outcome ?? VoiceMetrics.Cancelled, _first, Waited);
    }
}
