namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>How calls that come by Twilio are taken.</summary>
public sealed class TwilioLineOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "TwilioLine";

    /// <summary>
    /// The voice of Twilio's own by which a caller hears what has to be said without a stream. Default
    /// <c>Google.he-IL-Wavenet-A</c>.
    /// </summary>
    public string Voice { get; set; } = "Google.he-IL-Wavenet-A";

    /// <summary>The language of that voice. Default <c>he-IL</c>.</summary>
    public string Language { get; set; } = "he-IL";

    /// <summary>
    /// Whether Twilio plays the greeting's sound file before the stream begins (<c>TWIML_PLAY_GREETING</c>). Default false:
    /// it is spoken over the stream, where the caller can interrupt it.
    /// </summary>
    public bool PlayGreeting { get; set; }

    /// <summary>
    /// A folder with sounds of one's own for <c>/static/tts/</c>: <c>greeting_he.mp3</c> and <c>fallback_he.mp3</c>. Empty, the
    /// default: the program's voice speaks them.
    /// </summary>
    public string SoundFolder { get; set; } = "";

    /// <summary>
    /// How long a webhook waits for its call before something is answered without it. Default 8 seconds; Twilio waits 15.
    /// </summary>
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a call that cannot be reached is asked again before the caller can only leave a message. Default 5.</summary>
    public int MaxTries { get; set; } = 5;

    /// <summary>How long a message may be that a caller leaves, in seconds. Default 120.</summary>
    public int MessageSeconds { get; set; } = 120;
}
