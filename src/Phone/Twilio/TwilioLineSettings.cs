namespace YemotAi.Phone.Twilio;

/// <summary>How a Twilio number is set up, and which account it belongs to. The defaults are Twilio's.</summary>
public sealed record TwilioLineSettings
{
    /// <summary>What Twilio asks when the number is called.</summary>
    public required Uri VoiceUrl { get; init; }

    /// <summary>What Twilio asks when <see cref="VoiceUrl"/> fails; null: the caller hears an error and the call ends.</summary>
    public Uri? FallbackUrl { get; init; }

    /// <summary>Is told how the call goes; null: nobody is.</summary>
    public Uri? StatusCallback { get; init; }

    /// <summary>What of the call is told: initiated, ringing, answered, completed.</summary>
    public IReadOnlySet<string> StatusEvents { get; init; } = new HashSet<string> { "completed" };

    /// <summary>
    /// Where requests to the line really go, when it is on this machine and its addresses are those under which the world
    /// reaches it; null: where the addresses say. Signed is always what the addresses say.
    /// </summary>
    public Uri? ConnectTo { get; init; }

    /// <summary>The account.</summary>
    public string AccountSid { get; init; } = "AC00000000000000000000000000000000";

    /// <summary>The account's auth token, by which requests are signed; empty: they are not.</summary>
    public string AuthToken { get; init; } = "";

    /// <summary>Whether the opening of a WebSocket is signed, as real ones are; some proxies take the header away.</summary>
    public bool SignsSockets { get; init; } = true;

    /// <summary>The subprotocol that is offered to the line's WebSocket; null: none, as Twilio.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>The caller's number.</summary>
    public string From { get; init; } = "+972501234567";

    /// <summary>The number that is called.</summary>
    public string To { get; init; } = "+97231234567";

    /// <summary>More that is sent with each webhook.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Added { get; init; } = [];

    /// <summary>How long the line may take to answer a webhook.</summary>
    public TimeSpan WebhookLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a voice of Twilio's takes for a character of a text. Zero: texts take no time.</summary>
    public TimeSpan SayPace { get; init; } = TimeSpan.FromMilliseconds(65);

    /// <summary>Where recordings are fetched; the recording's id is added.</summary>
    public string RecordingUrl { get; init; } = "https://api.twilio.com/2010-04-01/Accounts/AC00000000000000000000000000000000/Recordings/";

    /// <summary>What comes of a number that the line dials: completed, busy, no-answer, failed.</summary>
    public string DialStatus { get; init; } = "completed";

    /// <summary>How long the talk with a dialled number is.</summary>
    public TimeSpan DialLength { get; init; }

    /// <summary>After so many documents in a row, in which no time passes, the line is taken to be in a loop.</summary>
    public int MostDocumentsInARow { get; init; } = 50;

    /// <summary>How much of what was heard is kept. Older sound is dropped.</summary>
    public TimeSpan KeepsHeard { get; init; } = TimeSpan.FromMinutes(30);
}
