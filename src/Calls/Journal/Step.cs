namespace YemotAi.Calls.Journal;

/// <summary>One step of a handler, as the journal knows it.</summary>
/// <param name="verb">What kind of step, and its name.</param>
internal sealed class Step(string verb)
{
    public string Verb { get; } = verb;

    /// <summary>The result; null while the step is only begun.</summary>
    public string? Result { get; set; }

    public DateTimeOffset DoneAt { get; set; }
}
