using YemotAi.Calls.Voice;
using YemotAi.Telephony.Twilio.Tokens;
using YemotAi.Telephony.Twilio.TwiML;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Puts what a call wants next into TwiML.</summary>
/// <param name="options">How calls are taken.</param>
/// <param name="tokens">Makes the tokens of streams.</param>
internal sealed class TwilioAnswers(TwilioLineOptions options, StreamToken tokens)
{
    /// <summary>How long nobody may speak before a recording ends, in seconds.</summary>
    private const int RecordingSilence = 5;

    /// <summary>The document for a step.</summary>
    /// <param name="step">What the call wants.</param>
    /// <param name="call">Whose call it is, for the stream's token.</param>
    /// <param name="to">Our addresses.</param>
    /// <param name="greets">The call has just come in.</param>
    public VoiceResponse Of(LineStep step, StreamFacts call, TwilioAddresses to, bool greets)
    {
        List<TwiMLVerb> verbs = [];
        if (step.Say.Length > 0) verbs.Add(Say(step.Say));
        switch (step.Kind)
        {
            case LineStepKind.Connect:
                if (greets && options.PlayGreeting) verbs.Add(new Play(to.Of(TwilioAddresses.Greeting)));
                verbs.Add(Connect(call, to));
                // A socket that is lost comes back here, to the same call.
                verbs.Add(new Redirect(to.Of(TwilioAddresses.IncomingCall)));
                break;
            case LineStepKind.Record:
                verbs.AddRange(Record(to, step.MaxSeconds));
                break;
            case LineStepKind.Dial:
                verbs.Add(new Dial(new DialNumber(step.Number)));
                verbs.Add(new Hangup());
                break;
            default:
                verbs.Add(new Hangup());
                break;
        }

        return new VoiceResponse(verbs);
    }

    /// <summary>Nothing of ours works: the caller hears so and can leave a message.</summary>
    public VoiceResponse LeaveMessage(TwilioAddresses to) =>
        new([Say(VoicePhrases.Hebrew.Apology), .. Record(to, options.MessageSeconds)]);

    /// <summary>The call cannot be reached now: a moment later it is asked again.</summary>
    /// <param name="to">Our addresses.</param>
    /// <param name="again">What is asked then.</param>
    public VoiceResponse ComeBack(TwilioAddresses to, string again) => new(
        Say(VoicePhrases.Hebrew.Hints[0]), new Pause(), new Redirect(to.Of(again)));

    private Connect Connect(StreamFacts call, TwilioAddresses to) => new(new MediaStream(to.Socket)
    {
        Parameters = [new("call_sid", call.CallSid), new(StreamToken.ParameterName, tokens.Make(call))],
        StatusCallback = to.Of(TwilioAddresses.StreamStatus),
    })
    {
        Action = to.Of(TwilioAddresses.StreamEnded),
    };

    private static IEnumerable<TwiMLVerb> Record(TwilioAddresses to, int maxSeconds)
    {
        yield return new Record(to.Of(TwilioAddresses.HandleRecording))
        {
            MaxLength = Math.Clamp(maxSeconds, 1, TwiML.Record.MostSeconds),
            Timeout = RecordingSilence,
            FinishOnKey = "#",
        };

        // Twilio goes on here when nothing was said.
        yield return new Redirect(to.Of(TwilioAddresses.HandleRecording));
    }

    private Say Say(string text) => new(text) { Voice = options.Voice, Language = options.Language };
}
