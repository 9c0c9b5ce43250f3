namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>music_on_hold</c>: plays hold music.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Name">The music's name.</param>
/// <param name="Seconds">How long at most; null is not limited.</param>
/// <param name="StarEndsIt">Whether the <c>*</c> key ends it (<c>no_return</c> forbids that).</param>
public sealed record MusicOnHoldCommand(int Position, string Name, int? Seconds, bool StarEndsIt) : YemotCommand(Position)
{
    /// <inheritdoc/>
    public override bool MayBeFollowed => true;
}
