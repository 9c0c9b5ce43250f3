namespace YemotAi.Calls.Voice;

/// <summary>Limits of a spoken conversation, beside how turns are taken in it.</summary>
public sealed class ConversationOptions
{
    /// <summary>
    /// How far ahead of the caller's ear the agent's sound is sent. Default 160 ms: a busy machine's pauses are not heard,
    /// and little is left to throw away when the caller speaks.
    /// </summary>
    public TimeSpan Lead { get; set; } = TimeSpan.FromMilliseconds(160);

    /// <summary>
    /// How much of the sound before a voice was noticed goes with what is recognised. Default 300 ms: words begin softly.
    /// </summary>
    public TimeSpan PreRoll { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How far the agent goes back when it goes on after a noise. Default 200 ms: a word that was cut is said again.
    /// </summary>
    public TimeSpan Rewind { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many sentences are synthesised ahead of the one that is spoken. Default 2.</summary>
    public int SentencesAhead { get; set; } = 2;

    /// <summary>How long a segment may take to be recognised, over all recognisers. Default 8 s.</summary>
    public TimeSpan RecognitionLimit { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the sound of a sentence may take to begin, over all voices. Default 8 s.</summary>
    public TimeSpan VoiceLimit { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// After how many sentences in a row that could not be spoken the caller is sent to leave a message, which needs no
    /// voice of ours. Default 2.
    /// </summary>
    public int MaxUnspoken { get; set; } = 2;

    /// <summary>The language of recognition and speech. Default <c>he-IL</c>.</summary>
    public string Language { get; set; } = "he-IL";

    /// <summary>The speed of slow speech, as a part of the usual. Default 0.8.</summary>
    public double SlowSpeed { get; set; } = 0.8;

    /// <summary>
    /// After how long without a stream, or without a frame in it, a call is sent to leave a message. Default 6 s.
    /// </summary>
    public TimeSpan StreamLimit { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How often a lost stream is opened anew before the caller is sent to leave a message. Default 5; one that lasted for a
    /// minute counts them anew.
    /// </summary>
    public int MaxReopenings { get; set; } = 5;
}
