namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Collects the broken rules of one answer, at most <see cref="Most"/> of them.</summary>
internal sealed class RuleLog
{
    private const int Most = 50;
    private const int LongestOffence = 80;
    private readonly List<RuleBroken> _broken = [];

    public IReadOnlyList<RuleBroken> Broken => _broken;

    public void Break(YemotRule rule, Piece piece) => Break(rule, piece.Position, piece.Text);

    public void Break(YemotRule rule, int position, string offending)
    {
        if (_broken.Count >= Most) return;
        var shown = offending.Length > LongestOffence ? string.Concat(offending.AsSpan(0, LongestOffence - 1), "…") : offending;
        _broken.Add(new RuleBroken(rule, position, shown));
    }
}
