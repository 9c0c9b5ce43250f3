namespace YemotAi.Phone.Yemot;

/// <summary>One thing that a caller hears.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">It as text: the words themselves, or in brackets what is played, such as <c>[file /1/002]</c> or <c>[M1002 nothing was keyed]</c>.</param>
public sealed record HeardItem(HeardKind Kind, string Text)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
