using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>
/// How an extension of a telephone system is set up, as in its <c>ext.ini</c>, and which system it is. The defaults are
/// those of Yemot.
/// </summary>
public sealed record YemotLineSettings
{
    /// <summary>Where the line answers (<c>api_link</c>). Yemot adds its own <c>?</c> even to an address that has one, and so does the phone.</summary>
    public required Uri Url { get; init; }

    /// <summary>Whether the parameters are sent as a form (<c>api_url_post=yes</c>) and not in the address.</summary>
    public bool Post { get; init; }

    /// <summary>Where hang-up notices go (<c>api_hangup_link</c>); null is <see cref="Url"/>.</summary>
    public Uri? HangupUrl { get; init; }

    /// <summary>Whether hang-up notices are sent (<c>api_hangup_send</c>).</summary>
    public bool SendsHangup { get; init; } = true;

    /// <summary>
    /// Whether the notice is sent too when the line itself disconnects the caller. The documentation speaks only of
    /// callers who hang up, so by default it is not.
    /// </summary>
    public bool SendsHangupAfterDisconnect { get; init; }

    /// <summary>Constants that are added to each request (<c>api_add_0</c> and on), in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Added { get; init; } = [];

    /// <summary>Values that the extension asks for before the first request (<c>api_000</c> and on), in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> FirstValues { get; init; } = [];

    /// <summary>Names of parameters that are switched off (<c>api_phone_send=no</c> and the like), such as <c>ApiPhone</c>.</summary>
    public IReadOnlySet<string> NotSent { get; init; } = new HashSet<string>();

    /// <summary>Whether a space is sent as <c>+</c> and not as <c>%20</c> (<c>api_add_replace_space=yes</c>).</summary>
    public bool SpaceAsPlus { get; init; }

    /// <summary>The main number of the telephone system.</summary>
    public string Did { get; init; } = "0773137770";

    /// <summary>The number that was really dialled; null is <see cref="Did"/>.</summary>
    public string? RealDid { get; init; }

    /// <summary>The caller's number when a call does not name one; empty is withheld.</summary>
    public string Caller { get; init; } = "0501234567";

    /// <summary>The extension that is dialled when a call does not name one, without a leading slash; empty is the root.</summary>
    public string Extension { get; init; } = "1";

    /// <summary>The caller's personal login, type and id; empty when he did not log in.</summary>
    public string Login { get; init; } = "";

    /// <summary>The name that belongs to the login; empty when there is none.</summary>
    public string LoginName { get; init; } = "";

    /// <summary>The e-mail address that is known for the caller's number, for <c>GetMail</c>; empty when none is.</summary>
    public string CallerMail { get; init; } = "";

    /// <summary>
    /// The extensions that have this address, without leading slashes. Null: each one to which the line itself moves
    /// the caller has it.
    /// </summary>
    public IReadOnlySet<string>? Extensions { get; init; }

    /// <summary>
    /// Where the caller goes when the dialogue ends (<c>api_end_goto</c>); null is one level up, which is then taken to
    /// be no extension of this line unless <see cref="Extensions"/> names it.
    /// </summary>
    public string? EndGoTo { get; init; }

    /// <summary>The folder of recordings (<c>api_dir</c>); empty is the extension's own.</summary>
    public string ApiDir { get; init; } = "";

    /// <summary>How long the phone waits for an answer before the caller hears M1607. Yemot's own limit is not documented; field reports lie between 8 and 25 s.</summary>
    public TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Whether recognised words are read back to the caller (<c>api_say_tts</c>).</summary>
    public bool ReadsBackWords { get; init; } = true;

    /// <summary>What a charge comes to: the value of <c>CreditCard_CODE</c>.</summary>
    public string CreditCardCode { get; init; } = "000";

    /// <summary>Whether each request is sent again, as proxies do.</summary>
    public RequestRepeats Repeats { get; init; }

    /// <summary>Whether a silent caller's seconds are really waited for.</summary>
    public bool WaitsForSilence { get; init; }

    /// <summary>After so many requests in a row without waiting for the caller the line is taken to be in a loop.</summary>
    public int MostRequestsWithoutInput { get; init; } = 25;

    /// <summary>Whether this is a place that <see cref="EndGoTo"/> may name: <c>/1/2</c>, <c>3</c>, <c>..</c>, <c>/</c> or <c>hangup</c>.</summary>
    /// <param name="target">The place.</param>
    public static bool IsTarget(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return FieldList.IsTarget(target);
    }
}
