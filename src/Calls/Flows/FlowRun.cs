using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using YemotAi.Calls.Journal;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Flows;

/// <summary>
/// One run of a handler against the journal of its call: steps that were already taken return what was recorded, the
/// first that was not goes on from there. A run ends when it asks the caller something or lets the caller leave.
/// </summary>
/// <remarks>
/// This is what a wire builds its verbs on (ask for keys, for speech, transfer…). A step that does not fit the one
/// recorded at its place means that the handler's code has changed; the call then begins again from the handler's
/// opening.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The token source has no timer and no wait handle.")]
public sealed partial class FlowRun
{
    /// <summary>Before what went wrong, in the place of a result: no JSON begins with it.</summary>
    private const char FailedMark = '!';

    /// <summary>A journal must not grow with what others write into their error messages.</summary>
    private const int LongestFailure = 500;

    /// <summary>How often a store that is away is tried again before an effect.</summary>
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    private readonly IFlowHost _host;
    private readonly Stay _stay;
    private readonly Question? _pending;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource<FlowProgress> _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _gone;
    private string? _arrived;
    private int _next;

    internal FlowRun(CallFlow flow, Stay stay, IFlowHost host, string? arrived, bool callerGone)
    {
        Flow = flow;
        _stay = stay;
        _host = host;
        _pending = stay.Pending;
        _arrived = arrived;
        _gone = callerGone;
        Now = stay.Began.At;
    }

    /// <summary>What is known of the call.</summary>
    public CallFacts Facts => _stay.Began.Facts;

    /// <summary>The handler that runs.</summary>
    public CallFlow Flow { get; }

    /// <summary>The values that the call came into the extension with.</summary>
    public IReadOnlyDictionary<string, string> EntryValues => _stay.Began.Values;

    /// <summary>
    /// The moment of the last recorded step: the same on every run, and as good as now while the caller waits.
    /// </summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>When the stay in the extension began.</summary>
    public DateTimeOffset Began => _stay.Began.At;

    /// <summary>Cancelled when the caller hangs up or what the handler does is no longer wanted.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>
    /// The caller hung up while answering: the handler is run once more with that last answer, so that a message left
    /// with the last breath is kept, but nobody hears it any more.
    /// </summary>
    /// <remarks>While recorded steps are run again, and until the last answer is taken, the caller counts as there.</remarks>
    public bool CallerGone => _gone && _arrived is null && _next >= _stay.Steps.Count;

    internal Task<FlowProgress> Progress => _progress.Task;

    /// <summary>Whether <see cref="CancelAfter"/> was called.</summary>
    internal bool Bounded { get; private set; }

    /// <summary>Whether the run is one without a caller, which gives no answers.</summary>
    internal bool IsWithoutCaller => _gone;

    /// <summary>Whether someone waits for the run between requests.</summary>
    internal bool Watched { get; set; }

    /// <summary>Asks the caller something and waits for the answer.</summary>
    /// <param name="verb">What kind of question; with <paramref name="name"/> it must be the same on every run.</param>
    /// <param name="name">The wanted name of the value, or null for any.</param>
    /// <param name="render">Puts the question for the wire, given the name under which the value is to come.</param>
    /// <param name="heard">Puts the answer as text for the transcript; null when nothing was said.</param>
    /// <param name="ifGone">
    /// Given the name of the value, what counts as the answer when the caller hangs up and none comes; null for none.
    /// </param>
    /// <param name="exactName">The platform itself chooses the name, so it is taken even if it was used before.</param>
    /// <returns>The value as it came; an empty string when the caller was silent.</returns>
    public async Task<string> AskAsync(
        string verb,
        string? name,
        Func<string, FlowAnswer> render,
        Func<string, string?> heard,
        bool exactName = false,
        Func<string, string>? ifGone = null)
    {
        ArgumentNullException.ThrowIfNull(render);
        ArgumentNullException.ThrowIfNull(heard);
        var label = name is null ? verb : $"{verb}:{name}";
        if (TryRecorded(label, out var recorded)) return recorded ?? await NeverAsync<string>();
        var step = _next;
        if (_arrived is { } value && _pending?.Step == step)
        {
            _arrived = null;
            Done(label, value, heard(value));
            return value;
        }

        if (_gone) return await StopAsync<string>();
        var valueName = exactName && name is not null ? name : _host.FreeValueName(name);
        var answer = render(valueName);
        _progress.TrySetResult(new FlowProgress.Answered(answer, new Question(step, label, valueName, ifGone?.Invoke(valueName))));
        return await NeverAsync<string>();
    }

    /// <summary>Lets the caller leave. Nothing in the handler runs after it.</summary>
    public async Task LeaveAsync(FlowAnswer answer)
    {
        if (_next < _stay.Steps.Count)
        {
            await DivergeAsync<bool>($"it ends at step {_next}, where '{_stay.Steps[_next].Verb}' was recorded");
            return;
        }

        _progress.TrySetResult(_gone ? new FlowProgress.Stopped() : new FlowProgress.Answered(answer, null));
        await NeverAsync<bool>();
    }

    /// <summary>
    /// Computes something that may come out differently the next time (a clock, chance, a database, a model) and
    /// records the result. It may be computed again when the process dies meanwhile: for an effect on the world use
    /// <see cref="OnceAsync"/>.
    /// </summary>
    /// <param name="name">Its name, the same on every run.</param>
    /// <param name="work">The computing; its result must survive JSON.</param>
    /// <param name="heard">
    /// Puts the result as words of the caller for the transcript, null for none; null when it never is.
    /// </param>
    public async Task<T> ComputeAsync<T>(
        string name, Func<CancellationToken, Task<T>> work, Func<T, string?>? heard = null)
    {
        ArgumentNullException.ThrowIfNull(work);
        var label = "compute:" + name;
        if (TryRecorded(label, out var recorded)) return recorded is null ? await NeverAsync<T>() : Read<T>(name, recorded);
        if (_gone) return await StopAsync<T>();
        T result;
        try
        {
            result = await work(Ended);
        }
        catch (Exception error)
        {
            if (_ended.IsCancellationRequested) return await NeverAsync<T>();
            throw Failed(label, name, error);
        }

        if (_ended.IsCancellationRequested) return await NeverAsync<T>();
        Done(label, Write(result), heard?.Invoke(result));
        return result;
    }

    /// <summary>
    /// Does something to the world once. It is journalled as begun before and as done after; when the process dies
    /// between, it is done again with the same key, and whoever does it recognises the key.
    /// </summary>
    /// <param name="name">Its name, the same on every run.</param>
    /// <param name="effect">The doing, given the key that makes it this effect and no other.</param>
    public async Task<T> OnceAsync<T>(string name, Func<string, CancellationToken, Task<T>> effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var label = "once:" + name;
        if (TryRecorded(label, out var recorded)) return recorded is null ? await NeverAsync<T>() : Read<T>(name, recorded);
        var step = _next;
        if (step == _stay.Steps.Count) _host.Append(new JournalEntry.StepStarted(_host.Time.GetUtcNow(), step, label));
        T result;
        try
        {
            await StoreAsync();
            if (_ended.IsCancellationRequested) return await NeverAsync<T>();
            var key = $"{Facts.Key}#{_stay.Began.At.ToUnixTimeMilliseconds()}.{_stay.Restarts}.{step}:{name}";
            result = await effect(key, Ended);
        }
        catch (Exception error)
        {
            // A run that was ended leaves the step begun: who takes the call up again does it with the same key.
            if (_ended.IsCancellationRequested) return await NeverAsync<T>();
            // And when nobody is there to hear that it failed, it is tried again instead.
            if (_gone || error is StaleStateException) throw;
            throw Failed(label, name, error);
        }

        if (_ended.IsCancellationRequested) return await NeverAsync<T>();
        Done(label, Write(result), null);
        await _host.SaveAsync();
        return result;
    }

    /// <summary>
    /// An effect is begun only when that is stored. A store that is away is waited for, while the caller is asked to wait
    /// a moment: it may only be restarting. Not when the caller has gone: then the effect is tried again as a whole.
    /// </summary>
    private async Task StoreAsync()
    {
        var began = _host.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await _host.FlushAsync();
                return;
            }
            catch (StoreUnavailableException) when (!_gone && _host.Time.GetElapsedTime(began) < _host.StorePatience)
            {
                await Task.Delay(StoreRetry, _host.Time, Ended);
            }
        }
    }

    /// <summary>Lets the mind forget what was said before.</summary>
    public Task ForgetAsync() => ComputeAsync("forget", _ =>
    {
        _host.Append(new JournalEntry.Forgot(_host.Time.GetUtcNow()));
        return Task.FromResult(true);
    });

    /// <summary>Begins the handler. It runs until it first waits for something.</summary>
    internal void Start() => _ = RunAsync();

    /// <summary>Ends whatever the handler is doing; what it still comes to is not used.</summary>
    internal void Cancel()
    {
        _progress.TrySetResult(new FlowProgress.Stopped());
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException error)
        {
            // A handler's own code that was to run now has failed; that ends nothing but itself.
            _host.Complain(error, Flow.Name);
        }
    }

    /// <summary>Ends the work when it has taken too long.</summary>
    internal void CancelAfter(TimeSpan limit)
    {
        Bounded = true;
        var timer = _host.StartTimer(Expire, limit);
        _ = _progress.Task.ContinueWith(
            static (_, timer) => ((IDisposable)timer!).Dispose(), timer, TaskScheduler.Default);
    }

    private void Expire()
    {
        _progress.TrySetResult(new FlowProgress.Failed(new TimeoutException("The handler worked longer than the work limit.")));
        Cancel();
    }

    private async Task RunAsync()
    {
        try
        {
            await Flow.Handler(this);
            _progress.TrySetResult(
                new FlowProgress.Failed(new InvalidOperationException("The handler ended without an answer.")));
        }
        catch (Exception error)
        {
            _progress.TrySetResult(new FlowProgress.Failed(error));
        }
    }

    /// <summary>True when the step at this place was taken before; its result is null when the run must not go on.</summary>
    private bool TryRecorded(string label, out string? result)
    {
        result = null;
        // A run that was ended takes no further step: the call may already be somewhere else.
        if (_ended.IsCancellationRequested) return true;
        if (_next >= _stay.Steps.Count) return false;
        var step = _stay.Steps[_next];
        if (step.Verb != label)
        {
            _progress.TrySetResult(new FlowProgress.Diverged($"step {_next} is '{label}', recorded is '{step.Verb}'"));
            return true;
        }

        if (step.Result is null) return false;
        result = step.Result;
        Now = step.DoneAt;
        _next++;
        return true;
    }

    private void Done(string label, string result, string? heard)
    {
        var done = new JournalEntry.StepDone(_host.Time.GetUtcNow(), _next, label, result, heard);
        Now = done.At;
        _host.Append(done);
        _next++;
    }

    private Task<T> StopAsync<T>()
    {
        _progress.TrySetResult(new FlowProgress.Stopped());
        return NeverAsync<T>();
    }

    private Task<T> DivergeAsync<T>(string why)
    {
        _progress.TrySetResult(new FlowProgress.Diverged(why));
        return NeverAsync<T>();
    }

    /// <summary>
    /// Leaves the handler where it is. Nobody holds the task, so it and all that the handler holds are collected.
    /// </summary>
    private static Task<T> NeverAsync<T>() => new TaskCompletionSource<T>().Task;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, JournalJson.Values);

    private static T Read<T>(string name, string written) => written.StartsWith(FailedMark)
        ? throw new StepFailedException(name, written[1..])
        : JsonSerializer.Deserialize<T>(written, JournalJson.Values)!;

    /// <summary>Records that a step failed, so that it fails in the same way when the handler is run again.</summary>
    private StepFailedException Failed(string label, string name, Exception error)
    {
        var what = $"{error.GetType().Name}: {error.Message}";
        if (what.Length > LongestFailure) what = what[..LongestFailure];
        Done(label, FailedMark + what, null);
        return new StepFailedException(name, what, error);
    }
}
