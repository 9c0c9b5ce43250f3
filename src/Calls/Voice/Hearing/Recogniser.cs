using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Voice.Hearing;

/// <summary>Has segments recognised, and gives their words in the order in which they were said.</summary>
/// <param name="ear">Who recognises.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
/// <param name="heard">Takes the words of a segment; null when recognising failed.</param>
internal sealed class Recogniser(
    ITranscriber ear, ConversationOptions options, TimeProvider time, Action<int, string?, Exception?> heard) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Begins with a segment at once; its words come after those of the one before it.</summary>
    public void Begin(int segment, ReadOnlyMemory<byte> wave) => _last = RecogniseAsync(segment, wave, _last);

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task RecogniseAsync(int segment, ReadOnlyMemory<byte> wave, Task before)
    {
        string? words = null;
        Exception? failure = null;
        var ended = _ended.Token;
        try
        {
            using var patience = new CancellationTokenSource(options.RecognitionLimit, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended, patience.Token);
            var recognising = ear.TranscribeAsync(wave, options.Language, limit.Token);
            // One that does not obey its cancellation is not waited for either.
            words = await recognising.WaitAsync(options.RecognitionLimit, time, ended);
        }
        catch (Exception error)
        {
            failure = error;
        }

        await before.ContinueWith(static _ => { }, TaskScheduler.Current);
        if (!ended.IsCancellationRequested) heard(segment, words, failure);
    }
}
