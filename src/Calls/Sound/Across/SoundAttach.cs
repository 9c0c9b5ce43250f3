namespace YemotAi.Calls.Sound.Across;

/// <summary>A line asks the actor to be attached, or says that it still is.</summary>
/// <param name="Line">Which line.</param>
/// <param name="Attachment">Which attachment of it, counted from 1.</param>
/// <param name="Since">
/// When the line was attached first, as the actor has told it (ticks of UTC); 0 when it never was. The latest line of a
/// call is the one that is heard.
/// </param>
/// <param name="SendsFrom">Number of the first frame that it will send.</param>
/// <param name="Expects">Number of the frame that it expects next.</param>
/// <param name="IsRenewal">Nothing has changed; it is only still there.</param>
public sealed record SoundAttach(Guid Line, int Attachment, long Since, long SendsFrom, long Expects, bool IsRenewal);
