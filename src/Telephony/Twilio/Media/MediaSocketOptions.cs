namespace YemotAi.Telephony.Twilio.Media;

/// <summary>Limits of a media socket. What is allowed is checked by <see cref="MediaSocketOptionsValidator"/>.</summary>
public sealed class MediaSocketOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "TwilioMedia";

    /// <summary>
    /// Most sockets that this process holds. Default 2,000: more than its cores can serve, so that only a flood meets it.
    /// </summary>
    public int MaxSockets { get; set; } = 2_000;

    /// <summary>
    /// How long a socket may be open before its stream begins. Default 5 seconds: Twilio sends both messages at once, and
    /// until then a socket has shown no right to be here.
    /// </summary>
    public TimeSpan StartLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the call may take to let a stream begin. Default 5 seconds: the caller hears nothing meanwhile.</summary>
    public TimeSpan OpenLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long without any message a stream is taken for lost. Default 10 seconds: Twilio sends sound every 20 ms,
    /// silence too; a mobile network's pause is shorter.
    /// </summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long one message may take to be sent. Default 5 seconds: whoever does not read for so long plays nothing
    /// either.
    /// </summary>
    public TimeSpan SendLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How much longer than it lasts the last sound may take to be played before the socket is closed all the same.
    /// Default 2 seconds.
    /// </summary>
    public TimeSpan PlayoutSlack { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the other side may take to answer a close. Default 5 seconds; the connection is cut then.</summary>
    public TimeSpan CloseLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the call may take to hear of a key or of the stream's end. Default 10 seconds.</summary>
    public TimeSpan TellLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Most bytes of one message. Default 65,536: a start has up to 99 parameters of 500 characters; a message of sound
    /// has about 300.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 65_536;

    /// <summary>Most bytes of sound in one message. Default 8,000, which is one second; Twilio sends 160.</summary>
    public int MaxSoundBytes { get; set; } = 8_000;

    /// <summary>Most parameters of a stream. Default 99, which is Twilio's own limit.</summary>
    public int MaxParameters { get; set; } = 99;

    /// <summary>Most characters of a parameter, name and value together. Default 500, which is Twilio's own limit.</summary>
    public int MaxParameterLength { get; set; } = 500;

    /// <summary>
    /// How many messages of a stream may be wrong before the socket is closed. Default 20: one is an oddity, twenty are
    /// not Twilio.
    /// </summary>
    public int MaxProblems { get; set; } = 20;

    /// <summary>How many keys wait for the call before more are dropped. Default 64: a card's number and its date, twice.</summary>
    public int MaxKeys { get; set; } = 64;

    /// <summary>
    /// How many frames of missing sound are filled with silence at once. Default 50, which is one second: the clock of the
    /// caller's sound stays right over a loss, and is set anew after a longer one.
    /// </summary>
    public int MaxFillFrames { get; set; } = 50;

    /// <summary>
    /// How many frames wait to be sent before the oldest is dropped. Default 50, which is one second: the call sends at
    /// the pace of speech, so that more waits only for a connection that is stuck.
    /// </summary>
    public int MaxWaitingFrames { get; set; } = 50;

    /// <summary>
    /// How many frames that wait together go in one message. Default 5, which is 100 ms: a few come together when the
    /// call is in another process.
    /// </summary>
    public int MaxFramesInMessage { get; set; } = 5;

    /// <summary>
    /// After how many frames a mark is sent. Default 5, which is 100 ms: so finely is it known what the caller has heard
    /// when he interrupts.
    /// </summary>
    public int MarkEvery { get; set; } = 5;

    /// <summary>
    /// How long after the last frame a mark is sent for what has none. Default 80 ms: longer than the 60 ms between the
    /// batches of another process, shorter than what is still to be played then.
    /// </summary>
    public TimeSpan MarkAfter { get; set; } = TimeSpan.FromMilliseconds(80);

    /// <summary>
    /// Beyond what time between the call's sending a frame and its leaving here the frame is counted as late. Default
    /// 20 ms, the length of a frame.
    /// </summary>
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromMilliseconds(20);
}
