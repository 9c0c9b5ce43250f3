namespace YemotAi.Calls.Sound;

/// <summary>Limits of the way of a call's sound. Both ends must have the same.</summary>
public sealed class SoundOptions
{
    /// <summary>
    /// How many frames wait for a slow other side before the oldest is dropped, and how many may be on the way
    /// unacknowledged. Default 10, which is 200 ms: sound that comes later is in the way of a conversation.
    /// </summary>
    public int HoldFrames { get; set; } = 10;

    /// <summary>
    /// How many frames go in one message between processes. Default 3, which is 60 ms: a third of the messages for
    /// 40 ms of waiting.
    /// </summary>
    public int BatchFrames { get; set; } = 3;

    /// <summary>
    /// How long a frame waits for its batch to fill. Default 60 ms: at the pace of speech a batch is full after 40 ms, so
    /// only the end of speech waits for it.
    /// </summary>
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// After how many batches an acknowledgement goes by itself when no frames go the other way. Default 2: the window
    /// of 200 ms does not fill when one is lost.
    /// </summary>
    public int AcknowledgeEvery { get; set; } = 2;

    /// <summary>
    /// After how long fewer batches than that are acknowledged. Default 120 ms: as long as
    /// <see cref="AcknowledgeEvery"/> batches take.
    /// </summary>
    public TimeSpan AcknowledgeAfter { get; set; } = TimeSpan.FromMilliseconds(120);

    /// <summary>
    /// How long a batch is held back for one before it that is still missing. Default 60 ms: two batches that overtook
    /// each other are microseconds apart; when the next is due too, it is lost.
    /// </summary>
    public TimeSpan ReorderLimit { get; set; } = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// After how long without any sign of the actor, while frames are unacknowledged, a line is attached again. Default
    /// 1 second: longer than a pause of a busy process, shorter than a cluster needs to notice a dead one.
    /// </summary>
    public TimeSpan SilentLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After how long an attempt to attach again that failed is repeated. Default 500 ms: a cluster needs one to four
    /// seconds to give the actor another place.
    /// </summary>
    public TimeSpan AttachAgain { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a line tells the actor that it is still there, frames or none. Default 5 seconds.</summary>
    public TimeSpan RenewPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long without any sign of its line an actor takes it for lost. Default 15 seconds: three renewals.
    /// </summary>
    public TimeSpan LostLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a frame is held at most: the time of <see cref="HoldFrames"/> frames.</summary>
    public TimeSpan HoldLimit => TimeSpan.FromMilliseconds(HoldFrames * SoundFrames.FrameMilliseconds);
}
