namespace YemotAi.Telephony.Twilio.Signatures;

/// <summary>A webhook that was read and checked. Nothing in it may be used unless it <see cref="IsTrusted"/>.</summary>
/// <param name="Trust">What is known of its sender.</param>
/// <param name="Fields">The values of its form and of its address, in order.</param>
/// <param name="Body">Its body as it came.</param>
public sealed record TwilioRequest(
    TwilioTrust Trust, IReadOnlyList<KeyValuePair<string, string>> Fields, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it may be answered.</summary>
    public bool IsTrusted => Trust is TwilioTrust.ByTwilio or TwilioTrust.Local;

    /// <summary>The first value of a name; empty when there is none.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var (key, value) in Fields)
            {
                if (key.Equals(name, StringComparison.Ordinal)) return value;
            }

            return "";
        }
    }
}
