namespace YemotAi.Simulators.Twilio;

/// <summary>A call that <see cref="TwilioSimulator"/> knows of.</summary>
public sealed class SimulatedCall
{
    /// <summary>Its id.</summary>
    public required string Sid { get; init; }

    /// <summary>Who calls.</summary>
    public string From { get; init; } = "+972501234567";

    /// <summary>Who is called.</summary>
    public string To { get; init; } = "+97231234567";

    /// <summary>queued, ringing, in-progress, completed, busy, no-answer, canceled or failed.</summary>
    public string Status { get; set; } = "in-progress";

    /// <summary>What it was last made to do: the form's fields; null when nothing.</summary>
    public IReadOnlyDictionary<string, string>? LastUpdate { get; set; }
}
