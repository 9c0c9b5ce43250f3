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
    private Action<int, string?, Exception?> _heard = heard;
    private UnfinishedInput? _before;
    private Task _last = Task.CompletedTask;

    /// <summary>Begins with a segment at once; its words come after those of the one before it.</summary>
    public void Begin(int segment, ReadOnlyMemory<byte> wave) => _last = RecogniseAsync(segment, wave, _last);

    /// <summary>Takes over what the recogniser of an earlier line was left with: its words come as those of a segment.</summary>
    /// <param name="segment">The number of the segment.</param>
    /// <param name="before">What was left.</param>
    /// <param name="notBefore">How long the caller has to be heard going on first.</param>
    public void Take(int segment, UnfinishedInput before, TimeSpan notBefore)
    {
        _before = before;
        _last = TakeAsync(segment, before.Words, notBefore, _last);
    }

    /// <summary>
    /// The words of all that is being recognised now, together; from now on they are told to nobody else. Empty when it is
    /// disposed of before they are known.
    /// </summary>
    public async Task<string> RestAsync()
    {
        var rest = new List<string>();
        _heard = (_, words, _) => rest.Add(words ?? "");
        await _last;
        return string.Join(' ', rest.Select(words => words.Trim()).Where(words => words.Length > 0));
    }

    public void Dispose()
    {
        if (_ended.IsCancellationRequested) return;
        Cancel(_ended);
        _ended.Dispose();
        _before?.Dispose();
    }

    private async Task TakeAsync(int segment, Task<string> words, TimeSpan notBefore, Task before)
    {
        var ended = _ended.Token;
        await Task.WhenAll(words, before, Task.Delay(notBefore, time, ended)).ContinueWith(static _ => { }, TaskScheduler.Current);
        if (!ended.IsCancellationRequested) _heard(segment, words.IsCompletedSuccessfully ? words.Result : null, null);
    }

    private async Task RecogniseAsync(int segment, ReadOnlyMemory<byte> wave, Task before)
    {
        string? words = null;
        Exception? failure = null;
        var ended = _ended.Token;
        using var patience = new CancellationTokenSource(options.RecognitionLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended, patience.Token);
        try
        {
            var recognising = ear.TranscribeAsync(wave, options.Language, limit.Token);
            // One that does not obey its cancellation is not waited for either.
            words = await recognising.WaitAsync(options.RecognitionLimit, time, ended);
        }
        catch (Exception error)
        {
            failure = error;
            // What ends the waiting may reach us before it reaches the recogniser, and leaving unlinks the two.
            Cancel(limit);
        }

        await before.ContinueWith(static _ => { }, TaskScheduler.Current);
        if (!ended.IsCancellationRequested) _heard(segment, words, failure);
    }

    private static void Cancel(CancellationTokenSource asking)
    {
        try
        {
            asking.Cancel();
        }
        catch (AggregateException)
        {
            // What a recogniser's own code does when it is cancelled ends nothing but itself.
        }
    }
}
