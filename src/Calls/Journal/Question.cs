namespace YemotAi.Calls.Journal;

/// <summary>What was asked of the caller and is not answered yet.</summary>
/// <param name="Step">The step that asked; <see cref="OneMoment"/> when nobody asked anything.</param>
/// <param name="Verb">The step's verb.</param>
/// <param name="ValueName">The name under which the platform sends the answer.</param>
/// <param name="IfGone">What counts as the answer when the caller hangs up and none comes; null for none.</param>
public sealed record Question(int Step, string Verb, string ValueName, string? IfGone = null)
{
    /// <summary>The step of a question that only passes time while the work goes on.</summary>
    public const int OneMoment = -1;
}
