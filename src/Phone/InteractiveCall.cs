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
    private readonly YemotCall call;
    private readonly PhoneScreen screen;
    private readonly TranscriptWriter writer;
    private readonly TextReader input;
    private PhoneExitCode result = PhoneExitCode.Fulfilled;

    public InteractiveCall(YemotLine line, PhoneScreen screen, TextReader input)
    {
        this.input = input;
        call = line.NewCall();
        this.screen = screen;
        writer = new TranscriptWriter(screen.Show);
    }

    /// <summary>Dials and goes on until the call is over. However it ends, the caller hangs up.</summary>
    public async Task<PhoneExitCode> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (screen.IsTyped) screen.Say("dialling; /help says what can be done");
            Take(await call.DialAsync(cancellation));
            while (call.State == CallState.Asked)
            {
                await WaitThroughPollsAsync(cancellation);
                if (call.State != CallState.Asked) break;
                screen.Prompt(TranscriptWriter.WhatIsAsked(call));
                await CarryOutAsync(InteractiveInput.Parse(await ReadLineAsync(cancellation)), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            result = PhoneExitCode.Interrupted;
        }
        var isOver = call.State is CallState.Ended or CallState.HungUp;
        if (await call.HangUpAsync(CancellationToken.None) is { } notice) writer.WriteWire(notice);
        if (!isOver) writer.Write(YemotTranscriptKind.Caller, "(hangs up)");
        screen.Say($"the call is over: {call.Requests} requests");
        return result;
    }

    private async Task CarryOutAsync(InteractiveInput typed, CancellationToken cancellation)
    {
        switch (typed.Verb)
        {
            case InteractiveVerb.Say when call.Question is ReadKeysCommand keys && !KeyEntry.TakesLetters(keys):
                screen.Say($"the line does not listen now; it waits for {TranscriptWriter.WhatIsAsked(call)}");
                break;
            case InteractiveVerb.Say:
                Take(await call.SayAsync(typed.Text, cancellation));
                break;
            case InteractiveVerb.Keys when !KeyEntry.AreKeys(typed.Text) && !(call.Question is ReadKeysCommand keys && KeyEntry.TakesLetters(keys)):
                screen.Say("a telephone has only the keys 0-9, * and #");
                break;
            case InteractiveVerb.Keys:
                Take(await call.KeysAsync(typed.Text, cancellation));
                break;
            case InteractiveVerb.Silence:
                Take(await call.SilenceAsync(cancellation));
                break;
            case InteractiveVerb.Record:
                var isNumber = int.TryParse(typed.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
                Take(await call.RecordAsync(isNumber ? seconds : UsualRecordingSeconds, cancellation));
                break;
            case InteractiveVerb.Again:
                var exchange = await call.RepeatAsync(cancellation);
                screen.Say(exchange.RepeatDiffers ? TranscriptWriter.DifferentAnswers(exchange) : "the same answer came");
                break;
            case InteractiveVerb.HangUp:
                if (await call.HangUpAsync(cancellation) is { } notice) writer.WriteWire(notice);
                writer.Write(YemotTranscriptKind.Caller, "(hangs up)");
                break;
            case InteractiveVerb.Drop:
                call.Drop();
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
                foreach (var (name, value) in call.Values) screen.Say($"{name}={value}");
                break;
            case InteractiveVerb.Raw when call.LastExchange is { } last:
                foreach (var part in TranscriptWriter.WireOf(last)) screen.Say(part);
                break;
            default:
                foreach (var line in InteractiveInput.Help) screen.Say(line);
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
            Take(await call.SilenceAsync(cancellation));
        }
    }

    private bool IsShortPoll(out int seconds)
    {
        seconds = 0;
        if (call.State != CallState.Asked || call.Phase != QuestionPhase.Asking) return false;
        if (call.Question is not ReadKeysCommand { AcceptsEmpty: true, Seconds: <= ShortPollSeconds } poll) return false;
        seconds = poll.Seconds;
        return true;
    }

    private void Take(YemotTurn turn)
    {
        writer.Write(turn, call);
        if (turn.NoAnswer) result = PhoneExitCode.NoAnswer;
        else if (turn.IsRejected) result = PhoneExitCode.RuleBroken;
        else if (turn.Exchanges.Any(e => e.RepeatDiffers)) result = PhoneExitCode.ExpectationFailed;
    }

    /// <summary>Reading a console cannot be cancelled, so it is left behind when the program is to end.</summary>
    private Task<string?> ReadLineAsync(CancellationToken cancellation) =>
        Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(cancellation);
}
