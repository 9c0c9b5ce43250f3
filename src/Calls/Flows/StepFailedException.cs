namespace YemotAi.Calls.Flows;

/// <summary>
/// A recorded step of a handler failed. It is recorded as failed, so a handler that goes on after it takes the same way
/// on every run.
/// </summary>
/// <param name="step">The step's name.</param>
/// <param name="what">What failed, as recorded.</param>
/// <param name="cause">The failure itself; null when the handler is run again.</param>
public sealed class StepFailedException(string step, string what, Exception? cause = null)
    : Exception($"The step '{step}' failed: {what}", cause)
{
    /// <summary>The step's name.</summary>
    public string Step { get; } = step;
}
