namespace YemotAi.Calls.Sound.Across;

/// <summary>What goes from one process to another: a few frames, an acknowledgement, or both.</summary>
/// <param name="Line">Whose sound: an identity that the line gave itself.</param>
/// <param name="Attachment">
/// Which attachment of the line it belongs to, counted by the line from 1. One of an earlier attachment, which may come
/// from an actor that has moved since, is not taken.
/// </param>
/// <param name="First">Number of the first frame.</param>
/// <param name="After">
/// Where the batch before it ended. Frames between that and <paramref name="First"/> were dropped by the sender and never
/// come; when <paramref name="After"/> is beyond what was received, a batch is missing.
/// </param>
/// <param name="Bytes">Whole frames; empty when only acknowledged.</param>
/// <param name="Expected">The acknowledgement: number of the frame that is expected next from the one it goes to.</param>
public readonly record struct SoundBatch(
    Guid Line, int Attachment, long First, long After, ReadOnlyMemory<byte> Bytes, long Expected);
