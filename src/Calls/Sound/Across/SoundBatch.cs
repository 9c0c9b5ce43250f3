namespace YemotAi.Calls.Sound.Across;

/// <summary>What goes from one process to another: a few frames, an acknowledgement, news, or all of it.</summary>
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
/// <param name="Before">
/// To the line: frames numbered below this are no longer wanted. To the actor: frames numbered below this were played. It
/// only rises and is in every batch, so that the next one makes up for one that was lost. 0 says nothing.
/// </param>
/// <param name="Ends">
/// To the line: it ends before the frame of this number, and all before that was sent. To the actor: it has ended. In every
/// batch from then on; null otherwise.
/// </param>
public readonly record struct SoundBatch(
    Guid Line, int Attachment, long First, long After, ReadOnlyMemory<byte> Bytes, long Expected, long Before = 0, long? Ends = null);
