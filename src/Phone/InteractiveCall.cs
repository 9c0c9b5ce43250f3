using System.Globalization;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone;

/// <summary>A call by hand: prints what is heard and takes what is typed, from a person or from a pipe.</summary>
internal sealed class InteractiveCall
{
    private const int ShortPollSeconds = 3;
    private const int MostPollsInARow = 60;
    private const int UsualRecordingSeconds = 5;
    private readonly YemotCall _call;
    private readonly PhoneScreen _screen;
    private readonly TranscriptWriter _writer;
    private readonly TextReader _input;
    private PhoneExitCode _result = PhoneExitCode.Fulfilled;

    public InteractiveCall(YemotLine line, PhoneScreen screen, TextReader input)
    {
        _input = input;
        _call = line.NewCall();
        _screen = screen;
        _writer = new TranscriptWriter(screen.Show);
    }

    /// <summary>Dials and goes on until the call is over. However it ends, the caller hangs up.</summary>
    public async Task<PhoneExitCode> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (_screen.IsTyped) _screen.Say("dialling; /help says what can be done");
            Take(await _call.DialAsync(cancellation));
            while (_call.State == CallState.Asked)
            {
                await WaitThroughPollsAsync(cancellation);
                if (_call.State != CallState.Asked) break;
                _screen.Prompt(TranscriptWriter.WhatIsAsked(_call));
                await CarryOutAsync(InteractiveInput.Parse(await ReadLineAsync(cancellation)), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _screen.LeavePrompt();
            _result = PhoneExitCode.Interrupted;
        }
        var isOver = _call.State is CallState.Ended or CallState.HungUp;
        if (await _call.HangUpAsync(CancellationToken.None) is { } notice) _writer.WriteWire(notice);
        if (!isOver) _writer.Write(YemotTranscriptKind.Caller, "(hangs up)");
        _screen.Say($"the call is over: {_call.Requests} requests");
        return _result;
    }

    private async Task CarryOutAsync(InteractiveInput typed, CancellationToken cancellation)
    {
        switch (typed.Verb)
        {
            case InteractiveVerb.Say when _call.Question is ReadKeysCommand keys && !KeyEntry.TakesLetters(keys):
                _screen.Say($"the line does not listen now; it waits for {TranscriptWriter.WhatIsAsked(_call)}");
                break;
            case InteractiveVerb.Say:
                Take(await _call.SayAsync(typed.Text, cancellation));
                break;
            case InteractiveVerb.Keys when !KeyEntry.AreKeys(typed.Text) && !(_call.Question is ReadKeysCommand keys && KeyEntry.TakesLetters(keys)):
                _screen.Say("a telephone has only the keys 0-9, * and #");
                break;
            case InteractiveVerb.Keys:
                Take(await _call.KeysAsync(typed.Text, cancellation));
                break;
            case InteractiveVerb.Silence:
                Take(await _call.SilenceAsync(cancellation));
                break;
            case InteractiveVerb.Record:
                var isNumber = int.TryParse(typed.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
                Take(await _call.RecordAsync(isNumber ? seconds : UsualRecordingSeconds, cancellation));
                break;
            case InteractiveVerb.Again:
                var exchange = await _call.RepeatAsync(cancellation);
                _screen.Say(exchange.RepeatDiffers ? TranscriptWriter.DifferentAnswers(exchange) : "the same answer came");
                break;
            case InteractiveVerb.HangUp:
                if (await _call.HangUpAsync(cancellation) is { } notice) _writer.WriteWire(notice);
                _writer.Write(YemotTranscriptKind.Caller, "(hangs up)");
                break;
            case InteractiveVerb.Drop:
                _call.Drop();
                break;
            default:
                Tell(typed.Verb);
                break;
        }
    }

    private void Tell(InteractiveVerb what)
    {
        switch (what)
        {
            case InteractiveVerb.Values:
                foreach (var (name, value) in _call.Values) _screen.Say($"{name}={value}");
                break;
            case InteractiveVerb.Raw when _call.LastExchange is { } last:
                foreach (var part in TranscriptWriter.WireOf(last)) _screen.Say(part);
                break;
            default:
                foreach (var line in InteractiveInput.Help) _screen.Say(line);
                break;
        }
    }

    /// <summary>
    /// A line that needs a moment asks a short question that nobody has to answer; a person should not have to press
    /// Enter through those.
    /// </summary>
    private async Task WaitThroughPollsAsync(CancellationToken cancellation)
    {
        for (var polls = 0; polls < MostPollsInARow && IsShortPoll(out var seconds); polls++)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellation);
            Take(await _call.SilenceAsync(cancellation));
        }
    }

    private bool IsShortPoll(out int seconds)
    {
        seconds = 0;
        if (_call.State != CallState.Asked || _call.Phase != QuestionPhase.Asking) return false;
        if (_call.Question is not ReadKeysCommand { AcceptsEmpty: true, Seconds: <= ShortPollSeconds } poll) return false;
        seconds = poll.Seconds;
        return true;
    }

    private void Take(YemotTurn turn)
    {
        _writer.Write(turn, _call);
        if (turn.NoAnswer) _result = PhoneExitCode.NoAnswer;
        else if (turn.IsRejected) _result = PhoneExitCode.RuleBroken;
        else if (turn.Exchanges.Any(e => e.RepeatDiffers)) _result = PhoneExitCode.ExpectationFailed;
    }

    /// <summary>Reading a console cannot be cancelled, so it is left behind when the program is to end.</summary>
    private Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        Task.Run(_input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
}
