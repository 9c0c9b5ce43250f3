using System.Globalization;
using System.Text.Json;

namespace YemotAi.Phone.Twilio;

/// <summary>One line of a call's transcript.</summary>
/// <param name="At">When, from the dialling.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
public sealed record TwilioTranscriptLine(TimeSpan At, TwilioTranscriptKind Kind, string Text)
{
    /// <summary>The line with its time and a sign of its kind before it.</summary>
    public override string ToString()
    {
        var sign = Kind switch
        {
            TwilioTranscriptKind.Caller => '>',
            TwilioTranscriptKind.Line => '<',
            TwilioTranscriptKind.System => '-',
            TwilioTranscriptKind.Warning => '?',
            TwilioTranscriptKind.Error => '!',
            _ => '~',
        };
        return string.Create(CultureInfo.InvariantCulture, $"{At.TotalSeconds,8:0.000} {sign} {Text}");
    }

    /// <summary>The line as a JSON object: <c>at</c> in milliseconds, <c>kind</c>, <c>text</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new { at = Math.Round(At.TotalMilliseconds, 3), kind = JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString()), text = Text }, JsonWords.Plain);
}
