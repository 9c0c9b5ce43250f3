namespace YemotAi.Telephony.Yemot.Access;

/// <summary>Whether a request may be answered.</summary>
public enum YemotAccessDecision
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It comes from an address that is not on the list.</summary>
    AddressNotAllowed,

    /// <summary>A secret is set, and the request has none.</summary>
    SecretMissing,

    /// <summary>The request has a secret, and it is not one of those that are set.</summary>
    SecretWrong,
}
