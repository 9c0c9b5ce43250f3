using YemotAi.Calls.Sound.Across;

namespace YemotAi.Grains.Interfaces.Sound;

/// <summary>
/// A <see cref="SoundBatch"/> as it travels: in Orleans' own form, because JSON would make a third more of its bytes.
/// Inside a process it is passed on as it is.
/// </summary>
/// <remarks>Numbers of members are never used again and never change their meaning.</remarks>
[GenerateSerializer]
[Immutable]
[Alias("yemotai.sound-batch")]
public readonly record struct SoundMessage
{
    /// <summary>See <see cref="SoundBatch.Line"/>.</summary>
    [Id(0)]
    public Guid Line { get; init; }

    /// <summary>See <see cref="SoundBatch.Attachment"/>.</summary>
    [Id(1)]
    public int Attachment { get; init; }

    /// <summary>See <see cref="SoundBatch.First"/>.</summary>
    [Id(2)]
    public long First { get; init; }

    /// <summary>See <see cref="SoundBatch.After"/>.</summary>
    [Id(3)]
    public long After { get; init; }

    /// <summary>See <see cref="SoundBatch.Bytes"/>.</summary>
    [Id(4)]
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>See <see cref="SoundBatch.Expected"/>.</summary>
    [Id(5)]
    public long Expected { get; init; }

    /// <summary>See <see cref="SoundBatch.Before"/>. 0 from a version that did not have it.</summary>
    [Id(6)]
    public long Before { get; init; }

    /// <summary>See <see cref="SoundBatch.Ends"/>. Null from a version that did not have it.</summary>
    [Id(7)]
    public long? Ends { get; init; }

    /// <summary>The batch to travel.</summary>
    public static SoundMessage Of(SoundBatch batch) => new()
    {
        Line = batch.Line,
        Attachment = batch.Attachment,
        First = batch.First,
        After = batch.After,
        Bytes = batch.Bytes,
        Expected = batch.Expected,
        Before = batch.Before,
        Ends = batch.Ends,
    };

    /// <summary>The batch that has travelled.</summary>
    public SoundBatch ToBatch() => new(Line, Attachment, First, After, Bytes, Expected, Before, Ends);
}
