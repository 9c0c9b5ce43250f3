using YemotAi.Calls.Voice;

namespace YemotAi.Business.Profiles;

/// <summary>What one business lets its callers know: the content of one file of the businesses directory.</summary>
public sealed record BusinessProfile
{
    /// <summary>The name by which settings and calls name the business: small Latin letters, digits, <c>-</c>, <c>_</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The written name.</summary>
    public required string Name { get; init; }

    /// <summary>The name as it is said aloud; the written name if the file gives none.</summary>
    public required string SpokenName { get; init; }

    /// <summary>What the business is, in a sentence or two; empty if not given.</summary>
    public string Description { get; init; } = "";

    /// <summary>The opening line of a call; empty for the agent's own.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>The time zone of all hours.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>
    /// The regular week; a day that is not in it is closed. Null when the file says nothing of hours: then nothing is
    /// said about them.
    /// </summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningInterval>>? WeeklyHours { get; init; }

    /// <summary>Dates on which the regular week does not hold, each date once, oldest first.</summary>
    public IReadOnlyList<OpeningException> Exceptions { get; init; } = [];

    /// <summary>The address, as it is said; empty if not given.</summary>
    public string Address { get; init; } = "";

    /// <summary>How to get there; empty if not given.</summary>
    public string Arrival { get; init; } = "";

    /// <summary>Where to park; empty if not given.</summary>
    public string Parking { get; init; } = "";

    /// <summary>The number that callers are told, digits only (a leading <c>*</c> or <c>+</c> is kept); empty if none.</summary>
    public string Phone { get; init; } = "";

    /// <summary>The number of a person, to whom calls are handed; never told to callers. Empty if there is nobody.</summary>
    public string TransferTo { get; init; } = "";

    /// <summary>
    /// The minds that answer for the business, in the order in which they are tried, each once; none when the file
    /// leaves it to the settings. Whether there are such minds, only the settings know.
    /// </summary>
    public IReadOnlyList<string> Minds { get; init; } = [];

    /// <summary>
    /// What the minds may cost a day, in shekels; 0 for no limit. Null when the file leaves it to the settings.
    /// </summary>
    public decimal? DailyBudget { get; init; }

    /// <summary>How the owner wants a model to behave; never said to callers. Empty if not given.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>
    /// How spoken calls are led otherwise than the settings say: the setting and its value. Empty when the file leaves all to
    /// the settings.
    /// </summary>
    public IReadOnlyList<KeyValuePair<VoiceMannerSetting, double>> Turns { get; init; } = [];

    /// <summary>What is said when thinking takes long, in turn; empty when the file leaves it to the settings.</summary>
    public IReadOnlyList<string> ThinkingTexts { get; init; } = [];

    /// <summary>What the business offers, in the file's order.</summary>
    public IReadOnlyList<ServiceOffer> Services { get; init; } = [];

    /// <summary>Questions with the owner's own answers, in the file's order.</summary>
    public IReadOnlyList<QuestionAndAnswer> Questions { get; init; } = [];

    /// <summary>How spoken calls of this business are led.</summary>
    /// <param name="usual">What holds where the file says nothing.</param>
    public VoiceManner MannerOver(VoiceManner usual)
    {
        ArgumentNullException.ThrowIfNull(usual);
        var manner = Turns.Aggregate(usual, static (manner, one) => one.Key.Set(manner, one.Value));
        return ThinkingTexts.Count > 0 ? manner with { Hints = ThinkingTexts } : manner;
    }
}
