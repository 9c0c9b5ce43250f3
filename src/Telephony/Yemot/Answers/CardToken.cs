namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>Whether a charge makes a token for later charges.</summary>
public enum CardToken
{
    /// <summary>No token.</summary>
    None,

    /// <summary>A charge and a token: <c>CreateToken</c>.</summary>
    Create,

    /// <summary>A token without a charge: <c>CreateTokenOnly</c>.</summary>
    CreateOnly,
}
