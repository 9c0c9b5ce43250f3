using System.Collections.Concurrent;
using YemotAi.Calls.Sound;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

/// <summary>The calls behind a media socket under test, and the way of their sound: they write down what they are told.</summary>
internal sealed class CallsOfBench : IMediaCalls, ISoundDirectory, ISoundLine
{
    public const string Call = "twilio:CA1";

    /// <summary>What was told, in order: opened, attached, pressed, put down, ended.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    /// <summary>What the caller said, a number for each frame: its first byte.</summary>
    public ConcurrentQueue<byte> Heard { get; } = new();

    public ConcurrentQueue<long> PlayedTo { get; } = new();

    public StreamStart? Start { get; private set; }

    /// <summary>Where the call speaks into.</summary>
    public ISoundReceiver? Phone { get; private set; }

    public MediaAdmission Admission { get; set; } = MediaAdmission.To(Call);

    public Func<CancellationToken, Task> WhenOpened { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> WhenAttached { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> WhenPressed { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> WhenEnded { get; set; } = _ => Task.CompletedTask;

    public SoundFigures Figures => default;

    private long _said;

    public async ValueTask<MediaAdmission> OpenAsync(StreamStart start, CancellationToken cancellation)
    {
        Start = start;
        await WhenOpened(cancellation);
        Told.Enqueue("opened");
        return Admission;
    }

    public async Task<ISoundLine> AttachAsync(string id, ISoundReceiver receiver, CancellationToken cancellation)
    {
        await WhenAttached(cancellation);
        // First what is told: who waits for the phone has all of it then.
        Told.Enqueue($"attached to {id}");
        Phone = receiver;
        return this;
    }

    public async ValueTask PressedAsync(string call, string streamSid, char digit, long sequence, CancellationToken cancellation)
    {
        await WhenPressed(cancellation);
        Told.Enqueue($"{call} {streamSid} pressed {digit} {sequence}");
    }

    public async ValueTask EndedAsync(string call, string streamSid, MediaEnd why, CancellationToken cancellation)
    {
        Told.Enqueue($"{call} {streamSid} ended: {why}");
        await WhenEnded(cancellation);
    }

    public void Send(ReadOnlySpan<byte> frames)
    {
        for (var i = 0; i < SoundFrames.CountOf(frames); i++) Heard.Enqueue(frames[i * SoundFrames.FrameBytes]);
    }

    public void Played(long before) => PlayedTo.Enqueue(before);

    public ValueTask DisposeAsync()
    {
        Told.Enqueue("put down");
        return ValueTask.CompletedTask;
    }

    /// <summary>The call says frames, each filled with its number.</summary>
    public void Say(int count)
    {
        Phone!.Take(new SoundFrames(_said, Unit.Sound.Frames.Of(_said, count)));
        _said += count;
    }
}
