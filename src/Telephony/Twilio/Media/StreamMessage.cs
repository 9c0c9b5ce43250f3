namespace YemotAi.Telephony.Twilio.Media;

/// <summary>One message of a media stream as it was read. What its event does not have is 0 or nothing.</summary>
internal readonly record struct StreamMessage
{
    /// <summary>What it is about.</summary>
    public StreamEvent Event { get; init; }

    /// <summary>What is wrong with it; it is not to be used then.</summary>
    public MediaProblem Problem { get; init; }

    /// <summary>Its number in the stream, from 1. 0: it has none.</summary>
    public long Sequence { get; init; }

    /// <summary>Number of a piece of sound, from 1.</summary>
    public long Chunk { get; init; }

    /// <summary>When a piece of sound begins, in milliseconds of the stream. -1: it does not say.</summary>
    public long Timestamp { get; init; }

    /// <summary>How many bytes of sound were put into the reader's <see cref="StreamMessageReader.Sound"/>.</summary>
    public int SoundBytes { get; init; }

    /// <summary>The key that was pressed: a digit, <c>*</c>, <c>#</c>, or <c>A</c> to <c>D</c>.</summary>
    public char Digit { get; init; }

    /// <summary>The mark that came back; null when its name is not one of ours.</summary>
    public StreamMark? Mark { get; init; }

    /// <summary>What a stream says when it begins.</summary>
    public StreamStart? Start { get; init; }
}
