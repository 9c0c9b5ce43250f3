namespace YemotAi.Phone.Yemot.Answers;

/// <summary>One rule that an answer to Yemot has to keep.</summary>
/// <param name="Name">The rule's short name, by which a report and a test refer to it.</param>
/// <param name="Severity">What follows when it is broken.</param>
/// <param name="Statement">The rule in one sentence.</param>
public sealed record YemotRule(string Name, RuleSeverity Severity, string Statement)
{
    /// <summary>The rule's name.</summary>
    public override string ToString() => Name;
}
