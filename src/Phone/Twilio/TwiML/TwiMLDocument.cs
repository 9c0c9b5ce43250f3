namespace YemotAi.Phone.Twilio.TwiML;

/// <summary>What an answer of the line came to.</summary>
/// <param name="Verbs">What Twilio does, in order; nothing when it was rejected.</param>
/// <param name="Troubles">What was wrong with it.</param>
public sealed record TwiMLDocument(IReadOnlyList<TwiMLVerb> Verbs, IReadOnlyList<TwilioTrouble> Troubles)
{
    /// <summary>Whether Twilio would not carry it out.</summary>
    public bool IsRejected => Troubles.Any(trouble => trouble.IsError);
}
