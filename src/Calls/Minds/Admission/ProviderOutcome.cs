using System.Text.Json.Serialization;

namespace YemotAi.Calls.Minds.Admission;

/// <summary>What a provider's queue answers.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$o")]
[JsonDerivedType(typeof(Entered), "entered")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Looked), "looked")]
public abstract record ProviderOutcome
{
    private ProviderOutcome()
    {
    }

    /// <summary>The turn is theirs, until they leave.</summary>
    /// <param name="Waited">How long that took.</param>
    public sealed record Entered(TimeSpan Waited) : ProviderOutcome;

    /// <summary>There is no turn.</summary>
    /// <param name="Why">Why not.</param>
    public sealed record Refused(ProviderRefusal Why) : ProviderOutcome;

    /// <summary>It is noted that they left.</summary>
    public sealed record Noted : ProviderOutcome;

    /// <summary>The figures now.</summary>
    /// <param name="Figures">They.</param>
    public sealed record Looked(ProviderFigures Figures) : ProviderOutcome;
}
