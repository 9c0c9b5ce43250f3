using System.Text;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>
/// One request of Yemot: a turn of a call, or the notice that the caller hung up. Every field of it can be switched
/// off in the extension, so each but the call id may be empty.
/// </summary>
public sealed record YemotRequest
{
    /// <summary>
    /// <c>ApiCallId</c>: unique for the call and constant through it. Opaque: never a path, a command or a number.
    /// </summary>
    public required string CallId { get; init; }

    /// <summary><c>ApiPhone</c>: the caller's number in national form; empty when withheld.</summary>
    public string Caller { get; init; } = "";

    /// <summary><c>ApiDID</c>: the main number of the Yemot system.</summary>
    public string Line { get; init; } = "";

    /// <summary><c>ApiRealDID</c>: the number that was really dialled.</summary>
    public string Dialled { get; init; } = "";

    /// <summary><c>ApiExtension</c> without a leading slash, such as <c>2/1</c>; empty is the root.</summary>
    public string Extension { get; init; } = "";

    /// <summary><c>ApiEnterID</c>: the kind and the id of the caller's personal login.</summary>
    public string EnterId { get; init; } = "";

    /// <summary><c>ApiEnterIDName</c>: the name that belongs to the login.</summary>
    public string EnterIdName { get; init; } = "";

    /// <summary><c>ApiTime</c>: Yemot's clock at the request in seconds since 1970, as sent.</summary>
    public string Time { get; init; } = "";

    /// <summary><c>ApiYFCallId</c>: the id of the call in the management interface.</summary>
    public string YfCallId { get; init; } = "";

    /// <summary><c>hangup=yes</c>: nobody listens any more. Comes also for a call that left long ago.</summary>
    public bool IsHangup { get; init; }

    /// <summary>
    /// <c>ApiHangupExtension</c> without its leading slash: where in the system the caller hung up.
    /// </summary>
    public string HangupExtension { get; init; } = "";

    /// <summary><c>ReferredFrom</c>: who forwarded the call here.</summary>
    public string ReferredFrom { get; init; } = "";

    /// <summary>
    /// Everything that is not one of the fields above and not the secret: collected values, constants of the
    /// extension. The newest of each name; names are told apart by case.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>
    /// 32 hexadecimal digits: equal when this request is a repetition of another of the same call, different for the
    /// next turn, which always carries one value more. Over the extension and all values in their order, repeated
    /// ones each time; not over the time, the secret and the hang-up mark. The same in every process.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>Keeps the caller's number, login and words out of logs.</summary>
    private bool PrintMembers(StringBuilder text)
    {
        text.Append("CallId = ").Append(CallId)
            .Append(", Extension = ").Append(Extension)
            .Append(", IsHangup = ").Append(IsHangup)
            .Append(", Values = ").Append(Values.Count);
        return true;
    }
}
