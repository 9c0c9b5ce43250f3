using System.Runtime.CompilerServices;
using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>A text that is being spoken once for all who want it now: each hears it from its beginning, as it comes.</summary>
internal sealed class SharedSound : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;
    private Exception? _failure;

    /// <param name="voice">Who speaks.</param>
    /// <param name="text">What.</param>
    /// <param name="ended">Told at the end: all pieces, or null when it was not spoken wholly.</param>
    public SharedSound(IVoice voice, SpokenText text, Action<SharedSound, IReadOnlyList<ReadOnlyMemory<byte>>?> ended) =>
        _ = Task.Run(() => SpeakAsync(voice, text, ended));

    /// <summary>How many listen; kept by the cache, under its lock.</summary>
    public int Listeners { get; set; }

    /// <summary>Nobody listens any more.</summary>
    public void Stop()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended.
        }
    }

    /// <summary>It has ended; what was spoken stays.</summary>
    public void Dispose() => _stop.Dispose();

    /// <summary>The pieces from the beginning, as they come; ends with the voice's failure, if it failed.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = 0; ; next++)
        {
            ReadOnlyMemory<byte> piece;
            while (!TryTake(next, out piece))
            {
                Task changed;
                lock (_gate)
                {
                    if (_pieces.Count > next) continue;
                    if (_failure is VoiceException failed) throw new VoiceException(failed.Failure, failed.Message, failed);
                    if (_failure is not null) throw new VoiceException(VoiceFailure.Unavailable, _failure.GetType().Name, _failure);
                    if (_ended) yield break;
                    changed = _changed.Task;
                }

                await changed.WaitAsync(cancellation);
            }

            yield return piece;
        }
    }

    private bool TryTake(int number, out ReadOnlyMemory<byte> piece)
    {
        lock (_gate)
        {
            piece = number < _pieces.Count ? _pieces[number] : default;
            return number < _pieces.Count;
        }
    }

    private async Task SpeakAsync(
        IVoice voice, SpokenText text, Action<SharedSound, IReadOnlyList<ReadOnlyMemory<byte>>?> ended)
    {
        try
        {
            await foreach (var piece in voice.SpeakAsync(text, _stop.Token)) Change(() => _pieces.Add(piece));
            // Told before the end is: who then asks for the same text finds it.
            ended(this, _pieces);
            Change(() => _ended = true);
        }
        catch (Exception error)
        {
            ended(this, null);
            Change(() => (_ended, _failure) = (true, error));
        }

        Dispose();
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
