using System.Globalization;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Speech;

namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>One run of a script.</summary>
internal sealed class TwilioScriptRun(
    TwilioLine line, string folder, Espeak voice, Action<TwilioTranscriptLine>? onLine, Action<TwilioCall>? onCall) : IAsyncDisposable
{
    private readonly List<TwilioTrouble> _troubles = [];
    private TwilioCall? _call;
    private TimeSpan _since;

    private TwilioCall Call => _call!;

    public async Task<TwilioScriptResult> RunAsync(List<TwilioStep> steps, CancellationToken cancellation)
    {
        ScriptFailure? failure = null;
        var done = 0;
        try
        {
            foreach (var step in steps)
            {
                failure = await CarryOutAsync(step, cancellation);
                if (failure is not null) break;
                done++;
            }
        }
        finally
        {
            await EndCallAsync();
        }

        return new TwilioScriptResult
        {
            ExitCode = failure?.Code ?? PhoneExitCode.Fulfilled,
            Message = failure?.Message ?? "",
            FailedLine = failure is null ? 0 : steps[done].Line,
            Steps = done,
            Troubles = _troubles,
        };
    }

    public async ValueTask DisposeAsync() => await EndCallAsync();

    private async Task<ScriptFailure?> CarryOutAsync(TwilioStep step, CancellationToken cancellation)
    {
        switch (step)
        {
            case DialStep dial:
                return await DialAsync(dial, cancellation);
            case SayStep say:
                return await SayAsync(say.Words, cancellation);
            case PlayStep play:
                return await PlayAsync(play.File, cancellation);
            case KeysStep keys:
                if (IsOver) return Over();
                _since = Call.Now;
                Call.Press(keys.Keys);
                return null;
            case PauseStep pause:
                await Task.Delay(pause.Length, line.Time, cancellation);
                return null;
            case WaitStep wait:
                return await WaitAsync(wait, cancellation);
            case HearStep hear:
                var heard = string.Join(' ', Call.Transcript.Where(one => one.Kind == TwilioTranscriptKind.Line).Select(one => one.Text));
                if (hear.Pattern.IsIn(heard) != hear.Not) return null;
                return Failed(hear.Not ? $"heard '{hear.Pattern}'" : $"did not hear '{hear.Pattern}' but '{heard}'");
            case SilenceStep silence:
                return await StaySilentAsync(silence.Length, cancellation);
            case ExpectStep expect:
                return Check(expect);
            default:
                return await ActAsync(((ActStep)step).What);
        }
    }

    private async Task<ScriptFailure?> DialAsync(DialStep dial, CancellationToken cancellation)
    {
        await EndCallAsync();
        _call = line.NewCall(dial.From, dial.To, onLine);
        _since = TimeSpan.Zero;
        await Call.DialAsync(cancellation);
        return Call.State != TwilioCallState.Failed ? null
            : Call.Exchanges is [{ Failure: { } failure }, ..]
                ? new ScriptFailure(PhoneExitCode.NoAnswer, failure.Text)
                : new ScriptFailure(PhoneExitCode.RuleBroken, Call.Troubles.FirstOrDefault(trouble => trouble.IsError)?.ToString() ?? "the call failed");
    }

    private async Task<ScriptFailure?> SayAsync(string words, CancellationToken cancellation)
    {
        if (IsOver) return Over();
        if (Call.SayWords(words)) return null;
        try
        {
            var wave = await voice.SpeakAsync(words, cancellation);
            _since = Call.Now;
            await Call.SayWaveAsync(wave).WaitAsync(cancellation);
            return null;
        }
        catch (InvalidOperationException error)
        {
            return new ScriptFailure(PhoneExitCode.Usage, error.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Over();
        }
    }

    private async Task<ScriptFailure?> PlayAsync(string file, CancellationToken cancellation)
    {
        if (IsOver) return Over();
        try
        {
            var wave = await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellation);
            _since = Call.Now;
            await Call.SayWaveAsync(wave).WaitAsync(cancellation);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or WaveFileException)
        {
            return new ScriptFailure(PhoneExitCode.Usage, error.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Over();
        }
    }

    private async Task<ScriptFailure?> WaitAsync(WaitStep wait, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(wait.Within, line.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            switch (wait.What)
            {
                case "speech":
                    var span = await Call.WhenHeardAsync(_since, either.Token);
                    if (span is null) return Over();
                    // What is waited for next comes after this.
                    _since = span.From > _since ? span.From : _since;
                    return null;
                case "silence":
                    await Call.WhenQuietAsync(_since, wait.Quiet, either.Token);
                    _since = Call.Now;
                    return null;
                case "end":
                    await Call.Ended.WaitAsync(either.Token);
                    return null;
                default:
                    await Call.WhenAsync(call => IsOver || IsThere(call, wait.What), either.Token);
                    return IsThere(Call, wait.What) ? null : Over();
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"no {wait.What} within {wait.Within.TotalSeconds:0.###} s"));
        }
    }

    private static bool IsThere(TwilioCall call, string what) => what switch
    {
        "stream" => call.Stream is { Started.IsCompleted: true },
        "recording" => call.IsRecording,
        _ => call.IsGathering,
    };

    private async Task<ScriptFailure?> StaySilentAsync(TimeSpan length, CancellationToken cancellation)
    {
        var from = Call.Now;
        await Task.Delay(length, line.Time, cancellation);
        var heard = Call.HeardVoice.FirstOrDefault(span => span.To is null || span.To > from);
        return heard is null ? null : Failed(string.Create(CultureInfo.InvariantCulture, $"something was heard at {heard.From.TotalSeconds:0.000}"));
    }

    private ScriptFailure? Check(ExpectStep expect)
    {
        var isSo = expect.What switch
        {
            "ended" => Call.State == TwilioCallState.EndedByLine,
            "hungup" => Call.State == TwilioCallState.HungUp,
            "rejected" => Call.State == TwilioCallState.Rejected,
            "failed" => Call.State == TwilioCallState.Failed,
            "dialled" => expect.Argument.Length == 0 ? Call.Dialled.Count > 0 : Call.Dialled.Contains(expect.Argument),
            "streams" => Call.Streams.Count.ToString(CultureInfo.InvariantCulture) == expect.Argument,
            _ => Call.Troubles.Count == 0,
        };
        if (isSo) return null;
        if (expect.What == "clean") return new ScriptFailure(PhoneExitCode.RuleBroken, Call.Troubles[0].ToString());
        return Failed(expect.What switch
        {
            "dialled" => Call.Dialled.Count == 0 ? "nobody was dialled" : $"dialled was {string.Join(", ", Call.Dialled)}",
            "streams" => string.Create(CultureInfo.InvariantCulture, $"there were {Call.Streams.Count}"),
            _ => $"the call is {Call.State}",
        });
    }

    private async Task<ScriptFailure?> ActAsync(string what)
    {
        switch (what)
        {
            case "hangup":
                await Call.HangUpAsync();
                return null;
            case "drop":
                await Call.DropAsync();
                return null;
            case "break" when Call.Stream is { } stream:
                stream.Break();
                return null;
            case "stall" when Call.Stream is { } stream:
                stream.Stall();
                return null;
            case "resume" when Call.Stream is { } stream:
                stream.Resume();
                return null;
            default:
                return Failed("there is no stream");
        }
    }

    private bool IsOver => Call.State != TwilioCallState.InProgress;

    private ScriptFailure Over() => Failed($"the call is over: {Call.State}");

    private async Task EndCallAsync()
    {
        if (_call is not { } call) return;
        _call = null;
        await call.DisposeAsync();
        _troubles.AddRange(call.Troubles);
        onCall?.Invoke(call);
    }

    private static ScriptFailure Failed(string message) => new(PhoneExitCode.ExpectationFailed, message);

    private sealed record ScriptFailure(PhoneExitCode Code, string Message);
}
