using System.Security.Cryptography;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio;

/// <summary>
/// One call, as Twilio makes it: it asks the line for documents and carries them out, and the caller speaks, presses
/// keys and hears meanwhile. Thread-safe.
/// </summary>
public sealed partial class TwilioCall : IAsyncDisposable
{
    private readonly TwilioLine _line;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _document = new();
    private NextDocument? _update;
    private Task _running = Task.CompletedTask;
    private long _dialled;

    internal TwilioCall(TwilioLine line, string from, string to, Action<TwilioTranscriptLine>? onLine)
    {
        _line = line;
        _onLine = onLine;
        From = from;
        To = to;
    }

    private TwilioLineSettings Settings => _line.Settings;

    /// <summary>The call's id.</summary>
    public string CallSid { get; } = "CA" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>The caller's number.</summary>
    public string From { get; }

    /// <summary>The number that is called.</summary>
    public string To { get; }

    /// <summary>What the call is doing.</summary>
    public TwilioCallState State { get; private set; }

    /// <summary>Is done when the call is over and everybody who is told of that was told.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The time from the dialling.</summary>
    public TimeSpan Now => State == TwilioCallState.NotDialled ? TimeSpan.Zero : _line.Time.GetElapsedTime(_dialled);

    /// <summary>The numbers to which the line connected the caller.</summary>
    public IReadOnlyList<string> Dialled
    {
        get
        {
            lock (_gate) return [.. _numbers];
        }
    }

    /// <summary>Dials: the line is asked for its first document, which is then carried out.</summary>
    /// <returns>Is done when the line has answered.</returns>
    /// <exception cref="InvalidOperationException">The call was dialled before.</exception>
    public async Task DialAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (State != TwilioCallState.NotDialled) throw new InvalidOperationException("The call was dialled before.");
            _dialled = _line.Time.GetTimestamp();
            State = TwilioCallState.InProgress;
        }

        Write(TwilioTranscriptKind.Caller, $"({From} dials {To})");
        Tell("initiated", "initiated");
        Tell("ringing", "ringing");
        _pace = _line.Pacer.Add(Tick, _dialled);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running = Task.Run(() => RunAsync(answered), CancellationToken.None);
        await answered.Task.WaitAsync(cancellation);
    }

    /// <summary>The caller hangs up. Does nothing when the call is over.</summary>
    public Task HangUpAsync() => EndAsync(TwilioCallState.HungUp, "(hangs up)", isLost: false);

    /// <summary>The caller's line is lost, and the media stream with it, without <c>stop</c>.</summary>
    public Task DropAsync() => EndAsync(TwilioCallState.HungUp, "(the line is lost)", isLost: true);

    /// <summary>What a REST update of the live call does: it leaves its document for another.</summary>
    /// <param name="twiml">The document; null when <paramref name="url"/> says where it is.</param>
    /// <param name="url">Its address.</param>
    /// <param name="method">How that is asked.</param>
    /// <returns>False: the call is over, which is Twilio's 21220.</returns>
    public bool Update(string? twiml = null, Uri? url = null, string method = "POST")
    {
        if ((twiml is null) == (url is null)) throw new ArgumentException("Either the document or its address is given.", nameof(twiml));
        lock (_gate)
        {
            if (State != TwilioCallState.InProgress) return false;
            _update = new NextDocument(url ?? Settings.VoiceUrl, method, [], twiml is null ? null : TwiMLReader.Read(twiml));
            // Cancelled aside: what comes of it must not run with the lock held.
            var document = _document;
            _ = Task.Run(document.Cancel, CancellationToken.None);
        }

        Write(TwilioTranscriptKind.System, "the call is updated");
        return true;
    }

    /// <summary>What a REST update to <c>completed</c> does.</summary>
    /// <returns>False: the call is over already.</returns>
    public bool Complete()
    {
        lock (_gate)
        {
            if (State != TwilioCallState.InProgress) return false;
        }

        _ = EndAsync(TwilioCallState.EndedByLine, "(hung up by the REST API)", isLost: false);
        return true;
    }

    /// <summary>Hangs up and waits until nothing of the call is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        await _running;
        foreach (var stream in Streams) stream.Dispose();
        _over.Dispose();
        _document.Dispose();
    }

    private async Task EndAsync(TwilioCallState state, string what, bool isLost)
    {
        lock (_gate)
        {
            if (State == TwilioCallState.NotDialled)
            {
                State = state;
                _ended.TrySetResult();
                return;
            }

            if (State == TwilioCallState.InProgress)
            {
                State = state;
                WriteHeld(TwilioTranscriptKind.Caller, what);
            }
        }

        if (isLost) Stream?.Break();
        await _over.CancelAsync();
        await Ended;
    }

    private async Task RunAsync(TaskCompletionSource answered)
    {
        try
        {
            await FollowAsync(answered);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The caller hung up.
        }
        catch (Exception error)
        {
            Report(new TwilioTrouble(31900, true, $"the phone itself failed: {error.Message}"));
            SetState(TwilioCallState.Failed);
        }
        finally
        {
            SetState(TwilioCallState.EndedByLine);
            _pace?.Dispose();
            _voice.BreakOff();
            var length = (long)Math.Ceiling(Now.TotalSeconds);
            Write(TwilioTranscriptKind.System, $"the call is over: {State}");
            Tell("completed", State == TwilioCallState.Failed ? "failed" : State == TwilioCallState.Rejected ? "busy" : "completed", ("CallDuration", Text(length)));
            await CallbacksDoneAsync();
            answered.TrySetResult();
            _ended.TrySetResult();
            Signal();
        }
    }

    private async Task FollowAsync(TaskCompletionSource answered)
    {
        NextDocument? next = new(Settings.VoiceUrl, "POST", [], null);
        var (isFirst, started, inARow) = (true, Now, 0);
        while (next is not null)
        {
            if (Now - started > TimeSpan.FromSeconds(1)) (started, inARow) = (Now, 0);
            if (++inARow > Settings.MostDocumentsInARow)
            {
                Report(new TwilioTrouble(12400, true, $"more than {Settings.MostDocumentsInARow} documents in a row: the line is in a loop"));
                SetState(TwilioCallState.Failed);
                return;
            }

            var document = next.Document ?? await AskForDocumentAsync(next, isFirst);
            foreach (var trouble in next.Document?.Troubles ?? []) Report(trouble);
            var isTaken = document is { IsRejected: false };
            if (!isTaken)
            {
                Write(TwilioTranscriptKind.System, "the caller hears: an application error has occurred");
                SetState(TwilioCallState.Failed);
            }

            // Whoever dialled sees at once whether the call goes on.
            if (isFirst) answered.TrySetResult();
            if (!isTaken) return;
            if (isFirst && document!.Verbs is not [{ Name: "Reject" }, ..]) Tell("answered", "in-progress");
            isFirst = false;
            next = await CarryOutAsync(document!, next.Url);
        }
    }

    private async Task<NextDocument?> CarryOutAsync(TwiMLDocument document, Uri url)
    {
        CancellationToken left;
        lock (_gate)
        {
            left = _document.Token;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(left, _over.Token);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            foreach (var verb in document.Verbs)
            {
                var next = await CarryOutAsync(verb, url, either.Token);
                if (State != TwilioCallState.InProgress) return null;
                either.Token.ThrowIfCancellationRequested();
                if (next is not null) return next;
            }

        }
        catch (OperationCanceledException) when (!_over.IsCancellationRequested)
        {
            // It was updated.
        }

        return TakeUpdate();
    }

    /// <summary>What the call was updated to meanwhile; null when it was not, and nothing is left to do.</summary>
    private NextDocument? TakeUpdate()
    {
        lock (_gate)
        {
            var update = _update;
            _update = null;
            _document = new CancellationTokenSource();
            return update;
        }
    }

    private void SetState(TwilioCallState state)
    {
        lock (_gate)
        {
            if (State == TwilioCallState.InProgress) State = state;
        }
    }

    /// <summary>What the call goes on with.</summary>
    /// <param name="Url">Its address; with a document given, what that is relative to.</param>
    /// <param name="Method">How it is asked.</param>
    /// <param name="More">What is sent beside the usual.</param>
    /// <param name="Document">The document, when it is known already.</param>
    private sealed record NextDocument(
        Uri Url, string Method, IReadOnlyList<(string Name, string Value)> More, TwiMLDocument? Document);
}
