namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>A line of a script cannot be read.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="reason">Why.</param>
public sealed class TwilioScriptException(int line, string reason) : Exception($"line {line}: {reason}")
{
    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;
}
