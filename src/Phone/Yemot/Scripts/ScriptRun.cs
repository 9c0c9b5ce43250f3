using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>One run of a script.</summary>
internal sealed class ScriptRun
{
    private readonly YemotLine _line;
    private readonly TranscriptWriter _writer;
    private readonly List<YemotTranscriptLine> _transcript = [];
    private readonly List<RuleBroken> _broken = [];
    private YemotCall? _call;
    private string _heard = "";
    private int _requestsOfEarlierCalls;

    public ScriptRun(YemotLine line, Action<YemotTranscriptLine>? onLine)
    {
        _line = line;
        _writer = new TranscriptWriter(written =>
        {
            _transcript.Add(written);
            onLine?.Invoke(written);
        });
    }

    public async Task<YemotScriptResult> RunAsync(List<ScriptStep> steps, CancellationToken cancellation)
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
            await HangUpAsync(CancellationToken.None);
        }
        if (failure is not null) _writer.Write(YemotTranscriptKind.Error, $"line {steps[done].Line}: {steps[done].Source}: {failure.Message}");
        return new YemotScriptResult
        {
            ExitCode = failure?.Code ?? PhoneExitCode.Fulfilled,
            Message = failure?.Message ?? "",
            FailedLine = failure is null ? 0 : steps[done].Line,
            Steps = done,
            Requests = _requestsOfEarlierCalls + (_call?.Requests ?? 0),
            Broken = _broken,
            Transcript = _transcript,
        };
    }

    private async Task<ScriptFailure?> CarryOutAsync(ScriptStep step, CancellationToken cancellation)
    {
        switch (step)
        {
            case DialStep dial:
                return await DialAsync(dial, cancellation);
            case HearStep hear:
                if (hear.Pattern.IsIn(_heard) != hear.Not) return null;
                return Failed(hear.Not ? $"heard '{hear.Pattern}'" : $"did not hear '{hear.Pattern}' but '{_heard}'");
            case ExpectStep expect:
                return Check(expect);
            case RepeatStep:
                return await RepeatAsync(cancellation);
            case HangUpStep { TellsLine: true }:
                await HangUpAsync(cancellation);
                return null;
            case HangUpStep:
                _writer.Write(YemotTranscriptKind.Caller, "(the connection is lost)");
                _call?.Drop();
                return null;
            case UntilStep until:
                return await StaySilentAsync(until, cancellation);
            default:
                return await InputAsync(step, cancellation);
        }
    }

    private async Task<ScriptFailure?> DialAsync(DialStep dial, CancellationToken cancellation)
    {
        await HangUpAsync(cancellation);
        _requestsOfEarlierCalls += _call?.Requests ?? 0;
        _call = _line.NewCall(dial.From, dial.Extension);
        _heard = "";
        _writer.Write(YemotTranscriptKind.Caller, $"(dials extension /{_call.Extension})");
        return Take(await _call.DialAsync(cancellation));
    }

    private async Task<ScriptFailure?> InputAsync(ScriptStep step, CancellationToken cancellation)
    {
        var current = _call!;
        if (current.State != CallState.Asked) return Failed($"the line asks nothing: {TranscriptWriter.StateOf(current) ?? "the call is over"}");
        if (WhyNotFitting(step, current) is { } reason) return Failed(reason);
        _heard = "";
        switch (step)
        {
            case SayStep say:
                _writer.Write(YemotTranscriptKind.Caller, say.Words);
                return Take(await current.SayAsync(say.Words, cancellation));
            case KeysStep keys:
                _writer.Write(YemotTranscriptKind.Caller, $"(keys {keys.Keys})");
                return Take(await current.KeysAsync(keys.Keys, cancellation));
            case RecordStep record:
                _writer.Write(YemotTranscriptKind.Caller, $"(records {record.Seconds} s)");
                return Take(await current.RecordAsync(record.Seconds, cancellation));
            default:
                _writer.Write(YemotTranscriptKind.Caller, "(silence)");
                return Take(await current.SilenceAsync(cancellation));
        }
    }

    /// <summary>A script that answers something else than what is asked would only seem to test the line.</summary>
    private static string? WhyNotFitting(ScriptStep step, YemotCall call)
    {
        var isMenu = call.Phase != QuestionPhase.Asking;
        var fits = (step, call.Question) switch
        {
            (SayStep, ReadKeysCommand read) => !isMenu && KeyEntry.TakesLetters(read),
            (SayStep, _) => !isMenu,
            (RecordStep, _) => !isMenu && call.Question is ReadRecordCommand,
            (KeysStep keys, ReadKeysCommand read) => KeyEntry.AreKeys(keys.Keys) || KeyEntry.TakesLetters(read),
            (KeysStep keys, ReadVoiceCommand read) => KeyEntry.AreKeys(keys.Keys) && read.AllowsKeys,
            (KeysStep keys, _) => KeyEntry.AreKeys(keys.Keys),
            _ => true,
        };
        return fits ? null : $"the line waits for {TranscriptWriter.WhatIsAsked(call)}";
    }

    private async Task<ScriptFailure?> StaySilentAsync(UntilStep until, CancellationToken cancellation)
    {
        for (var turn = 0; !until.Pattern.IsIn(_heard); turn++)
        {
            if (turn == until.Within) return Failed($"did not hear '{until.Pattern}' within {until.Within} turns but '{_heard}'");
            if (_call!.State != CallState.Asked) return Failed($"did not hear '{until.Pattern}' but '{_heard}', and the line asks nothing any more");
            _writer.Write(YemotTranscriptKind.Caller, "(silence)");
            if (Take(await _call.SilenceAsync(cancellation)) is { } failure) return failure;
        }
        return null;
    }

    private async Task<ScriptFailure?> RepeatAsync(CancellationToken cancellation)
    {
        _writer.Write(YemotTranscriptKind.Caller, "(the last request is sent again)");
        var exchange = await _call!.RepeatAsync(cancellation);
        return exchange.RepeatDiffers ? Failed(TranscriptWriter.DifferentAnswers(exchange)) : null;
    }

    private async Task HangUpAsync(CancellationToken cancellation)
    {
        if (_call is null or { State: CallState.Ended or CallState.HungUp }) return;
        _writer.Write(YemotTranscriptKind.Caller, "(hangs up)");
        if (await _call.HangUpAsync(cancellation) is { } notice) _writer.WriteWire(notice);
    }

    private ScriptFailure? Take(YemotTurn turn)
    {
        _heard = _heard.Length == 0 ? turn.HeardText : $"{_heard} {turn.HeardText}";
        _broken.AddRange(turn.Broken);
        _writer.Write(turn, _call!);
        if (turn.NoAnswer)
            return new ScriptFailure(PhoneExitCode.NoAnswer, turn.Exchanges.First(e => e.Answer is null).Failure ?? "no answer");
        if (turn.IsRejected) return new ScriptFailure(PhoneExitCode.RuleBroken, turn.Broken.First(b => b.IsError).ToString());
        return turn.Exchanges.FirstOrDefault(e => e.RepeatDiffers) is { } differs ? Failed(TranscriptWriter.DifferentAnswers(differs)) : null;
    }

    private ScriptFailure? Check(ExpectStep expect)
    {
        var current = _call!;
        var isSo = expect.What switch
        {
            ScriptExpectation.Ended => current.State == CallState.Ended,
            ScriptExpectation.Left => current.State == CallState.Left,
            ScriptExpectation.Transferred => current.State == CallState.Transferred
                && (expect.Argument.Length == 0 || current.TransferredTo == expect.Argument),
            ScriptExpectation.At => current.Extension == expect.Argument.Trim('/'),
            ScriptExpectation.AskedWords => current.Question is ReadVoiceCommand,
            ScriptExpectation.AskedKeys => current.Question is ReadKeysCommand,
            _ => current.Question is ReadRecordCommand,
        };
        if (isSo) return null;
        var state = TranscriptWriter.StateOf(current)
            ?? (current.State == CallState.Asked ? $"the line waits for {TranscriptWriter.WhatIsAsked(current)}" : "the call is over");
        return Failed($"{state}, at /{current.Extension}");
    }

    private static ScriptFailure Failed(string message) => new(PhoneExitCode.ExpectationFailed, message);

    private sealed record ScriptFailure(PhoneExitCode Code, string Message);
}
