namespace YemotAi.Phone.Twilio.TwiML;

/// <summary>Which verbs there are, what they take, and what may be nested in them (protocol sections 1.2 to 1.4).</summary>
internal static class TwiMLSchema
{
    private static readonly string[] InGather = ["Say", "Play", "Pause"];

    /// <summary>The verbs that stand in a response.</summary>
    public static readonly IReadOnlySet<string> Verbs =
        new HashSet<string> { "Say", "Play", "Pause", "Connect", "Redirect", "Record", "Hangup", "Dial", "Gather", "Reject" };

    /// <summary>What each takes.</summary>
    public static readonly IReadOnlyDictionary<string, Element> Elements = new Dictionary<string, Element>
    {
        ["Say"] = new([], ("voice", Any), ("language", Language(13511)), ("loop", Number(0, 1_000))),
        ["Play"] = new([], ("loop", Number(0, 1_000)), ("digits", Any)),
        ["Pause"] = new([], ("length", Number(0, 600))),
        ["Connect"] = new(["Stream"], ("action", Address), ("method", Method)),
        ["Stream"] = new(["Parameter"], ("url", Socket), ("name", Any), ("track", Track), ("statusCallback", Address),
            ("statusCallbackMethod", Method), ("connectorName", _ => (31940, "there is no such connector"))),
        ["Parameter"] = new([], ("name", Any), ("value", Any)),
        ["Redirect"] = new([], ("method", Method)),
        ["Hangup"] = new([]),
        ["Reject"] = new([], ("reason", OneOf("rejected", "busy"))),
        ["Record"] = new([], ("action", Address), ("method", Method), ("timeout", Number(1, 3_600, 13_611)), ("finishOnKey", Keys(13_613)),
            ("maxLength", Number(1, 14_400)), ("playBeep", Flag), ("trim", OneOf("trim-silence", "do-not-trim")),
            ("recordingStatusCallback", Address), ("recordingStatusCallbackMethod", Method), ("recordingStatusCallbackEvent", Any),
            ("transcribe", Flag), ("transcribeCallback", Address)),
        ["Dial"] = new(["Number"], ("action", Address), ("method", Method), ("timeout", Number(1, 600)), ("callerId", Any),
            ("hangupOnStar", Flag), ("timeLimit", Number(1, 14_400)), ("record", Any), ("answerOnBridge", Flag), ("ringTone", Any),
            ("trim", Any), ("recordingStatusCallback", Address), ("recordingStatusCallbackMethod", Method)),
        ["Number"] = new([], ("url", Address), ("method", Method), ("sendDigits", Any), ("statusCallback", Address),
            ("statusCallbackMethod", Method), ("statusCallbackEvent", Events)),
        ["Gather"] = new(InGather, ("input", OneOf("dtmf", "speech", "dtmf speech", "speech dtmf")), ("action", Address), ("method", Method),
            ("timeout", Number(1, 600)), ("speechTimeout", Any), ("maxSpeechTime", Number(1, 600)), ("profanityFilter", Flag),
            ("finishOnKey", Keys(13_310, most: 1)), ("numDigits", Number(1, 1_000)), ("partialResultCallback", Address),
            ("partialResultCallbackMethod", Method), ("language", Language(13512)), ("hints", Any), ("bargeIn", Flag), ("debug", Flag),
            ("actionOnEmptyResult", Flag), ("speechModel", Any), ("enhanced", Flag)),
    };

    /// <summary>Says what is wrong with a value: Twilio's code and words; null when it is right. 12200 is a warning.</summary>
    internal delegate (int Code, string What)? Check(string value);

    private static (int, string)? Any(string value) => null;

    private static (int, string)? Address(string value) => IsAddress(value) ? null : (11100, "is no http or https address");

    private static (int, string)? Method(string value) => OneOf("GET", "POST")(value);

    private static (int, string)? Flag(string value) => OneOf("true", "false")(value);

    private static (int, string)? Track(string value) =>
        value == "inbound_track" ? null : (31941, "is no track of a stream in both directions");

    private static (int, string)? Socket(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var url) || url.Host.Length == 0) return (31923, "is no address");
        if (url.Scheme != "wss") return (31922, "is not wss");
        return url.Query.Length > 0 ? (31920, "has a query, which is not passed on") : null;
    }

    private static (int, string)? Events(string value) =>
        value.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(one => one is "initiated" or "ringing" or "answered" or "completed")
            ? null : (12200, "names an event that there is not");

    private static Check OneOf(params string[] allowed) => value => allowed.Contains(value) ? null : (12200, $"is none of {string.Join(", ", allowed)}");

    private static Check Number(int least, int most, int code = 12200) => value =>
        int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? null : (code, $"is no number from {least} to {most}");

    private static Check Keys(int code, int most = 12) => value =>
        value.Length <= most && value.All(key => char.IsAsciiDigit(key) || key is '*' or '#') ? null : (code, "are no keys of a telephone");

    /// <summary><c>he</c> is refused and <c>he-IL</c> taken.</summary>
    private static Check Language(int code) => value => value.Length >= 5 && value.IndexOf('-', StringComparison.Ordinal) >= 2 ? null : (code, "is no language that Twilio knows");

    /// <summary>An absolute address or one that is relative to the document's own.</summary>
    internal static bool IsAddress(string value) =>
        value.Length > 0 && Uri.TryCreate(value, UriKind.RelativeOrAbsolute, out var url)
        && (value.StartsWith('/') || !url.IsAbsoluteUri || url.Scheme is "http" or "https");

    /// <summary>What an element takes.</summary>
    /// <param name="Children">What may be nested in it.</param>
    /// <param name="Attributes">Its attributes.</param>
    internal sealed record Element(string[] Children, params (string Name, Check Check)[] Attributes);
}
