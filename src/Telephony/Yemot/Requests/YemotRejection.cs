namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>Why a request was not taken.</summary>
public enum YemotRejection
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>There is no <c>ApiCallId</c>, or it is blank: not a request of a call.</summary>
    MissingCallId,

    /// <summary>The call id is longer than <see cref="YemotRequestLimits.MaxCallIdLength"/>.</summary>
    CallIdTooLong,

    /// <summary>Another field of Yemot's own is longer than <see cref="YemotRequestLimits.MaxFieldLength"/>.</summary>
    FieldTooLong,

    /// <summary>A parameter's name is longer than <see cref="YemotRequestLimits.MaxNameLength"/>.</summary>
    NameTooLong,

    /// <summary>A value is longer than <see cref="YemotRequestLimits.MaxValueLength"/>.</summary>
    ValueTooLong,

    /// <summary>There are more parameters than <see cref="YemotRequestLimits.MaxParameters"/>.</summary>
    TooManyParameters,

    /// <summary>
    /// Query and body together are larger than <see cref="YemotRequestLimits.MaxTotalBytes"/>; nothing was read of it.
    /// </summary>
    TooLarge,

    /// <summary>The body could not be read to its end: it is shorter than it says, or its pieces are broken.</summary>
    BodyBroken,
}
