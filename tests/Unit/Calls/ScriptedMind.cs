using System.Collections.Concurrent;
using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Calls;

/// <summary>Answers "you said X (n)" where n is how much history it got, or waits until the test lets it.</summary>
internal sealed class ScriptedMind : ITextMind
{
    private readonly ConcurrentQueue<TaskCompletionSource<MindReply>> _waiting = new();
    private readonly SemaphoreSlim _asked = new(0);

    public string Name => "scripted";

    public ConcurrentQueue<MindRequest> Requests { get; } = new();

    public bool Waits { get; set; }

    public Exception? Throws { get; set; }

    public Func<MindRequest, MindReply>? Replies { get; set; }

    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        Requests.Enqueue(request);
        if (Throws is not null) throw Throws;
        var reply = Replies?.Invoke(request) ?? new MindReply($"you said {request.Said} ({request.History.Count})");
        if (!Waits) return reply;
        var source = new TaskCompletionSource<MindReply>();
        _waiting.Enqueue(source);
        _asked.Release();
        await using var registration = cancellation.Register(() => source.TrySetCanceled(cancellation));
        await source.Task;
        return reply;
    }

    /// <summary>Waits until someone has asked and is waiting.</summary>
    public Task WhenAskedAsync(CancellationToken cancellation) => _asked.WaitAsync(TimeSpan.FromSeconds(30), cancellation);

    /// <summary>The longest waiting one gets no answer.</summary>
    public void Fail(Exception error)
    {
        if (_waiting.TryDequeue(out var source)) source.TrySetException(error);
    }

    /// <summary>Lets the longest waiting one have its answer.</summary>
    public void Release()
    {
        if (_waiting.TryDequeue(out var source)) source.TrySetResult(new MindReply(""));
    }
}
