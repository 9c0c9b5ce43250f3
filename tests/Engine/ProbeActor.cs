using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;

namespace YemotAi.Engine;

/// <summary>What a probe is told to do.</summary>
public sealed record ProbeEvent(string Do, string Text = "") : IBeginning
{
    /// <summary>Whether a probe of which nothing can be read may begin with it.</summary>
    public bool CanBeFirst { get; init; }
}

/// <summary>What a probe answers: the text it holds, and which activation answered.</summary>
public sealed record ProbeOutcome(string Text, string Activation, long Version);

/// <summary>Lets a test see into a probe and hold it at a point, by the probe's id.</summary>
public sealed class ProbeSigns
{
    private static readonly ConcurrentDictionary<string, ProbeSigns> All = new();
    private int _inside;
    private int _ticks;

    public static ProbeSigns Of(string id) => All.GetOrAdd(id, _ => new ProbeSigns());

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Woken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualResetEventSlim Unblocked { get; } = new();

    /// <summary>What the probe's ear has heard.</summary>
    public SoundRecord Heard { get; } = new();

    /// <summary>The ear writes nothing down.</summary>
    public bool Quiet { get; set; }

    public SemaphoreSlim Ticked { get; } = new(0);

    public bool Overlapped { get; private set; }

    public int Counter { get; set; }

    public int Ticks => Volatile.Read(ref _ticks);

    public int Activations { get; set; }

    public int Deactivations { get; set; }

    /// <summary>Its activations fail when they have begun.</summary>
    public bool CannotBegin { get; set; }

    /// <summary>A stretch without an await: if two of them are inside at once, the engine broke its promise.</summary>
    public void Stretch()
    {
        if (Interlocked.Increment(ref _inside) != 1) Overlapped = true;
        var seen = Counter;
        Thread.SpinWait(50);
        Counter = seen + 1;
        Interlocked.Decrement(ref _inside);
    }

    public void Tick()
    {
        Interlocked.Increment(ref _ticks);
        Ticked.Release();
    }
}

/// <summary>An actor that does what a test tells it. Hosted by whatever engine is under test.</summary>
public sealed class ProbeActor(IActorContext context) : IActor<ProbeEvent, ProbeOutcome>
{
    public const string Kind = "probe";

    private readonly string _activation = Guid.NewGuid().ToString("N");
    private readonly StringBuilder _text = new();
    private IDisposable? _kept;

    private ProbeSigns Signs => ProbeSigns.Of(context.Key.Id);

    public async ValueTask ActivateAsync(CancellationToken cancellation)
    {
        Signs.Activations++;
        if (context.State.Snapshot is { } snapshot) _text.Append(Encoding.UTF8.GetString(snapshot.Span));
        foreach (var entry in context.State.TakeJournal()) _text.Append(Encoding.UTF8.GetString(entry.Span));
        context.Sound.Receive(new ProbeEar(context));
        if (!Signs.CannotBegin) return;
        await Task.Yield();
        throw new InvalidOperationException("On purpose.");
    }

    public async Task<ProbeOutcome> HandleAsync(ProbeEvent input, CancellationToken cancellation)
    {
        switch (input.Do)
        {
            case "read":
                break;
            case "note":
                _text.Append(input.Text);
                break;
            case "append":
                await context.State.WriteAsync(new ActorWrite { Append = Encoding.UTF8.GetBytes(input.Text) });
                _text.Append(input.Text);
                break;
            case "two writes at once":
                var first = context.State.WriteAsync(new ActorWrite { Append = "a"u8.ToArray() }).AsTask();
                var second = context.State.WriteAsync(new ActorWrite { Append = "b"u8.ToArray() }).AsTask();
                await Task.WhenAll(first, second);
                break;
            case "wait":
                Signs.Entered.TrySetResult();
                await Signs.Gate.Task;
                _text.Append(input.Text);
                break;
            case "block":
                Signs.Entered.TrySetResult();
                if (!Signs.Unblocked.Wait(TimeSpan.FromSeconds(60), CancellationToken.None)) throw new TimeoutException("Still blocked.");
                break;
            case "say":
                context.Sound.Send(SoundRecord.Of(int.Parse(input.Text, CultureInfo.InvariantCulture), i => (byte)i));
                var figures = context.Sound.Figures;
                return new ProbeOutcome(
                    $"attached {context.Sound.IsAttached}, sent {figures.Sent}, dropped {figures.Dropped}", _activation, context.State.Version);
            case "clear":
                context.Sound.Clear();
                return new ProbeOutcome($"next {context.Sound.Next}", _activation, context.State.Version);
            case "end":
                context.Sound.End();
                Signs.Heard.NoEndYet();
                return new ProbeOutcome($"next {context.Sound.Next}", _activation, context.State.Version);
            case "wait for cancellation":
                Signs.Entered.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                break;
            case "stretches":
                for (var i = 0; i < 20; i++)
                {
                    Signs.Stretch();
                    await Task.Yield();
                }

                break;
            case "throw":
                throw new InvalidOperationException(input.Text);
            case "timer":
                var period = TimeSpan.FromSeconds(int.Parse(input.Text, CultureInfo.InvariantCulture));
                context.StartTimer(_ => { Signs.Stretch(); Signs.Tick(); return ValueTask.CompletedTask; }, period, period);
                break;
            case "wake in":
                var due = context.Time.GetUtcNow().AddSeconds(int.Parse(input.Text, CultureInfo.InvariantCulture));
                await context.State.WriteAsync(new ActorWrite { WakeAt = due });
                break;
            case "keep":
                _kept = context.KeepAlive();
                break;
            case "release":
                _kept?.Dispose();
                break;
            case "leave":
                context.DeactivateWhenIdle();
                break;
            default:
                throw new ArgumentException($"A probe cannot '{input.Do}'.", nameof(input));
        }

        return new ProbeOutcome(_text.ToString(), _activation, context.State.Version);
    }

    public async ValueTask WakeAsync(CancellationToken cancellation)
    {
        await context.State.WriteAsync(new ActorWrite { WakeAt = null });
        Signs.Woken.TrySetResult();
    }

    public ValueTask DeactivateAsync(CancellationToken cancellation)
    {
        Signs.Deactivations++;
        return ValueTask.CompletedTask;
    }
}
