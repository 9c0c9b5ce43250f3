using System.Globalization;

namespace YemotAi.Phone.Twilio;

/// <summary>What Twilio's debugger would show of a call: a warning, or an error for which something did not happen.</summary>
/// <param name="Code">Twilio's code, such as 31951.</param>
/// <param name="IsError">Whether something did not happen for it.</param>
/// <param name="Text">What it was, for a person.</param>
public sealed record TwilioTrouble(int Code, bool IsError, string Text)
{
    /// <summary>The code and the text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Text}");
}
