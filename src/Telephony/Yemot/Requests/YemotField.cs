namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>The parameters that Yemot fills by itself.</summary>
internal enum YemotField
{
    /// <summary>Any other parameter.</summary>
    None,
    CallId,
    Caller,
    Line,
    Dialled,
    Extension,
    EnterId,
    EnterIdName,
    Time,
    YfCallId,
    Hangup,
    HangupExtension,
    ReferredFrom,
}
