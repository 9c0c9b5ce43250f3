using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Benchmarks.Voice;

/// <summary>Someone who calls, hears the greeting out, asks, hears the answer out, asks again, and hangs up in the end.</summary>
/// <param name="line">The number.</param>
/// <param name="question">What he asks.</param>
/// <param name="tally">Where it is written down.</param>
internal sealed class VoiceCaller(TwilioLine line, ReadOnlyMemory<byte> question, VoiceTally tally)
{
    /// <summary>The agent has ended when nothing was audible for so long; its own pauses are shorter.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <summary>A gap in the frames that is longer is a pause between sentences.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often the caller looks at what he has heard. The times themselves are exact; looking at every frame would cost
    /// the machine as much as the phone does.
    /// </summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>How much of what was heard the phone has to keep for this.</summary>
    public static readonly TimeSpan Keeps = TimeSpan.FromSeconds(30);

    /// <summary>Calls once.</summary>
    /// <param name="from">The caller's number.</param>
    /// <param name="mostTurns">After how many questions he hangs up.</param>
    /// <param name="over">He hangs up then, wherever the talk is.</param>
    /// <returns>The sound of the last answer that he heard out.</returns>
    public async Task<TimeSpan> CallAsync(string from, int mostTurns, CancellationToken over)
    {
        await using var call = line.NewCall(from);
        var last = TimeSpan.Zero;
        try
        {
            await call.DialAsync(over);
            await call.WhenStreamAsync(over);
            if (!await HearOutAsync(call, TimeSpan.Zero, over)) tally.AddWrong("no greeting");
            for (var turn = 0; turn < mostTurns && call.State == TwilioCallState.InProgress; turn++) last = await AskAsync(call, over);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The time is over.
        }

        if (call.State == TwilioCallState.InProgress) tally.AddCall();
        else tally.AddWrong($"ended early ({call.State})");
        await call.HangUpAsync();
        foreach (var trouble in call.Troubles) tally.AddWrong($"trouble {trouble.Code}");
        for (var stream = 1; stream < call.Streams.Count; stream++) tally.AddWrong("stream opened again");
        return last;
    }

    private async Task<TimeSpan> AskAsync(TwilioCall call, CancellationToken over)
    {
        // The phone says frame by frame from the next one on, and the question is whole frames.
        var begins = new TimeSpan(call.Now.Ticks / MediaTime.Frame.Ticks * MediaTime.Frame.Ticks);
        var said = begins + MediaTime.Of(question.Length);
        await call.SayAsync(question).WaitAsync(over);
        var phoneLate = call.Now - said;
        if (!await HearOutAsync(call, said, over))
        {
            if (call.State == TwilioCallState.InProgress) tally.AddWrong("no answer");
            return TimeSpan.Zero;
        }

        var answer = call.HeardVoice.First(span => span.From >= said).From - said;
        var pieces = call.Heard.Where(piece => piece.At >= said).ToList();
        var gaps = pieces.Zip(pieces.Skip(1), (one, next) => next.At - one.End).Where(gap => gap > MediaTime.Frame && gap < Pause).ToList();
        var sound = MediaTime.Of(pieces.Sum(piece => piece.MuLaw.Length));
        tally.Add(new SpokenTurn(answer, phoneLate, gaps.Count, new TimeSpan(gaps.Sum(gap => gap.Ticks)), sound));
        return sound;
    }

    /// <summary>Waits until the agent has spoken and has been quiet for a while. False: it did not begin, or the call ended.</summary>
    private static async Task<bool> HearOutAsync(TwilioCall call, TimeSpan since, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(over) && call.State == TwilioCallState.InProgress)
        {
            if (call.HeardVoice is [.., var last] && last.From >= since)
            {
                if (last.To is { } end && call.Now - end >= Quiet) return true;
            }
            else if (call.Now - since > Patience)
            {
                return false;
            }
        }

        return false;
    }
}
