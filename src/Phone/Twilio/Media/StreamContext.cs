namespace YemotAi.Phone.Twilio.Media;

/// <summary>What a stream needs of its call.</summary>
internal sealed class StreamContext(
    TwilioLineSettings settings, TwilioSender sender, TimeProvider time, string callSid, Func<TimeSpan> now,
    Action<TwilioTrouble> report, Action<TwilioTranscriptKind, string> write, Action signal)
{
    public TwilioLineSettings Settings => settings;

    public TwilioSender Sender => sender;

    public TimeProvider Time => time;

    public string CallSid => callSid;

    /// <summary>The time from the dialling.</summary>
    public TimeSpan Now => now();

    public void Report(TwilioTrouble trouble) => report(trouble);

    /// <summary>Whoever waits for something looks again.</summary>
    public void Signal() => signal();

    public void Write(TwilioTranscriptKind kind, string text) => write(kind, text);
}
