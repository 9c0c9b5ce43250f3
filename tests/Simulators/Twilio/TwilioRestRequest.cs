namespace YemotAi.Simulators.Twilio;

/// <summary>A request that <see cref="TwilioSimulator"/> got.</summary>
/// <param name="Verb">GET or POST.</param>
/// <param name="Path">The path, such as <c>/2010-04-01/Accounts/AC…/Calls/CA….json</c>.</param>
/// <param name="Form">What was posted.</param>
/// <param name="Authorization">The header of that name; empty when there was none.</param>
public sealed record TwilioRestRequest(string Verb, string Path, IReadOnlyDictionary<string, string> Form, string Authorization);
