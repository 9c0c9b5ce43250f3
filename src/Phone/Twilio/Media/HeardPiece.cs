namespace YemotAi.Phone.Twilio.Media;

/// <summary>Sound that the caller heard without a gap.</summary>
/// <param name="At">When it began, from the dialling.</param>
/// <param name="MuLaw">The sound, mu-law at 8 kHz.</param>
public sealed record HeardPiece(TimeSpan At, ReadOnlyMemory<byte> MuLaw)
{
    /// <summary>When it ended.</summary>
    public TimeSpan End => At + MediaTime.Of(MuLaw.Length);
}
