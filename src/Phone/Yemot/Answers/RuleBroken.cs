namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A place in an answer where a rule is broken.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Position">Where the offending text begins in the answer, in characters from 0.</param>
/// <param name="Offending">The offending text, at most 80 characters of it.</param>
public sealed record RuleBroken(YemotRule Rule, int Position, string Offending)
{
    /// <summary>Whether Yemot rejects the whole answer because of it.</summary>
    public bool IsError => Rule.Severity == RuleSeverity.Error;

    /// <summary>One line for a person: severity, rule, position, offending text and the rule's statement.</summary>
    public override string ToString()
    {
        var severity = IsError ? "error" : "warning";
        return $"{severity} {Rule.Name} at {Position}: '{Offending}' ({Rule.Statement})";
    }
}
