using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Speech;

namespace YemotAi.Phone;

/// <summary>A Twilio call by hand: shows what happens and takes what is typed, from a person or from a pipe.</summary>
internal sealed class TwilioInteractiveCall(
    TwilioLine line, PhoneScreen screen, TextReader input, Espeak voice, Action<TwilioTranscriptLine> show, Action<TwilioCall> keep)
{
    private const string WholeHelp = """
        words         say them, by espeak-ng
        123 or 12#    press keys
        /play FILE    say what is in a WAV file
        /quiet        break off what is being said
        /stall        send no sound; /resume sends it again
        /break        lose the media stream, but not the call
        /hangup       hang up
        /drop         lose the line
        """;

    /// <summary>Dials and goes on until the call is over. However it ends, the caller hangs up.</summary>
    public async Task<PhoneExitCode> RunAsync(CancellationToken cancellation)
    {
        var call = line.NewCall(onLine: show);
        await using (call)
        {
            try
            {
                if (screen.IsTyped) screen.Say("dialling; /help says what can be done");
                await call.DialAsync(cancellation);
                while (call.State == TwilioCallState.InProgress)
                {
                    var typing = Task.Run(input.ReadLine, CancellationToken.None);
                    if (await Task.WhenAny(typing, call.Ended).WaitAsync(cancellation) == call.Ended) break;
                    await CarryOutAsync(call, await typing, cancellation);
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                await call.HangUpAsync();
                return PhoneExitCode.Interrupted;
            }
        }

        keep(call);
        return call.State == TwilioCallState.Failed ? call.Exchanges is [{ Failure: not null }, ..] ? PhoneExitCode.NoAnswer : PhoneExitCode.RuleBroken
            : PhoneExitCode.Fulfilled;
    }

    private async Task CarryOutAsync(TwilioCall call, string? typed, CancellationToken cancellation)
    {
        var text = typed?.Trim() ?? "/hangup";
        if (text.Length == 0) return;
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        switch (words[0])
        {
            case "/hangup" or "/quit" or "/exit":
                await call.HangUpAsync();
                break;
            case "/drop":
                await call.DropAsync();
                break;
            case "/break":
                call.Stream?.Break();
                break;
            case "/stall":
                call.Stream?.Stall();
                break;
            case "/resume":
                call.Stream?.Resume();
                break;
            case "/quiet":
                call.BreakOff();
                break;
            case "/play" when words.Length > 1:
                await SpeakAsync(call, () => File.ReadAllBytesAsync(words[1], cancellation));
                break;
            case ['/', ..]:
                foreach (var help in WholeHelp.ReplaceLineEndings("\n").Split('\n')) screen.Say(help);
                break;
            default:
                if (text.All(key => char.IsAsciiDigit(key) || key is '*' or '#')) call.Press(text);
                else if (!call.SayWords(text)) await SpeakAsync(call, () => voice.SpeakAsync(text, cancellation));
                break;
        }
    }

    /// <summary>Begins to say something; the next thing can be typed while it is said.</summary>
    private async Task SpeakAsync(TwilioCall call, Func<Task<byte[]>> wave)
    {
        try
        {
            _ = call.SayWaveAsync(await wave());
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or UnauthorizedAccessException or WaveFileException)
        {
            screen.Complain(error.Message);
        }
    }
}
