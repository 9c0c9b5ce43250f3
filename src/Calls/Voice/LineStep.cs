using System.Text.Json;
using System.Text.Json.Serialization;

namespace YemotAi.Calls.Voice;

/// <summary>What the telephone platform is to do next with a call on a line of sound.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">With <see cref="LineStepKind.Dial"/>: whom.</param>
/// <param name="Say">What the platform's own voice says before it; empty for nothing.</param>
/// <param name="MaxSeconds">With <see cref="LineStepKind.Record"/>: how long at most.</param>
public sealed record LineStep(LineStepKind Kind, string Number = "", string Say = "", int MaxSeconds = 120)
{
    /// <summary>As the outcome of an event.</summary>
    public CallOutcome ToOutcome() => new(JsonSerializer.Serialize(this));

    /// <summary>Reads an outcome; hanging up when it is something else, as a call that is over has nothing to say.</summary>
    public static LineStep Read(CallOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (!outcome.Body.StartsWith('{')) return new LineStep(LineStepKind.HangUp);
        return JsonSerializer.Deserialize<LineStep>(outcome.Body) ?? new LineStep(LineStepKind.HangUp);
    }
}

/// <summary>What a telephone platform can be to do next.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineStepKind>))]
public enum LineStepKind
{
    /// <summary>Open a stream to the call.</summary>
    Connect,

    /// <summary>Record the caller by itself.</summary>
    Record,

    /// <summary>Put the caller through to another telephone.</summary>
    Dial,

    /// <summary>End the call.</summary>
    HangUp,
}
