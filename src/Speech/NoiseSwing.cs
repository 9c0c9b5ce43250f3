namespace YemotAi.Speech;

/// <summary>
/// How far a line's sound rises over its steady noise most of the time: not at all with the noise of a line, because a
/// caller pauses and listens; 3 dB and more where people talk in the room, one of whom is always heard. It is the level
/// that three of ten frames are under.
/// </summary>
internal sealed class NoiseSwing
{
    // What one frame moves it by, in dB: it rests where three of ten are under it. From a line to a room of people it takes
    // some three seconds.
    private const float Up = 0.03f, Down = 0.07f;

    // What is taken for voice counts less, but it counts: what is voice all the time is the room.
    private const float OfVoice = 0.25f;

    private const float AtFirst = 1, Least = 0, Most = 5;

    /// <summary>dB over the steady noise.</summary>
    public float Db { get; private set; } = AtFirst;

    /// <summary>Takes a frame.</summary>
    /// <param name="overNoise">Its level over the steady noise, in dB.</param>
    /// <param name="isVoice">It was taken for voice.</param>
    public void Add(float overNoise, bool isVoice)
    {
        var step = overNoise > Db ? Up : -Down;
        Db = Math.Clamp(Db + (isVoice ? step * OfVoice : step), Least, Most);
    }
}
