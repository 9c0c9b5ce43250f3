using YemotAi.Calls.Flows;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// A complete answer to Yemot: one line of commands, ready to be sent as <c>text/plain; charset=utf-8</c>. What Yemot
/// would refuse cannot be built: nothing follows a command that ends the dialogue, no prompt is empty, and no text can
/// carry a separator. Immutable.
/// </summary>
public class YemotAnswer
{
    private const string LogNothing = "api_log_no&";

    private protected YemotAnswer(string body, string said, Leaving leaves)
    {
        Body = body;
        Said = said;
        Leaves = leaves;
    }

    private YemotAnswer(YemotCommand command)
        : this(command.Text, command.Said, command.Leaves)
    {
    }

    /// <summary>The answer as it is sent: never empty, no line end.</summary>
    public string Body { get; }

    /// <summary>What the caller hears, for a transcript; empty when it only moves.</summary>
    public string Said { get; }

    /// <summary>
    /// What becomes of the caller. Only after a question or a charge does Yemot come back with a further turn.
    /// </summary>
    public Leaving Leaves { get; }

    /// <summary>
    /// <c>id_list_message</c>: plays and, if nothing is chained, lets the caller leave the extension.
    /// </summary>
    public static OpenAnswer Say(Prompt prompt) => new(YemotCommand.Say(prompt));

    /// <summary><c>id_list_message</c> that ends with a move inside the list (<c>g</c>, always the last item).</summary>
    /// <exception cref="ArgumentException">The place is <see cref="Place.Up"/>, whose dots a list cannot hold.</exception>
    public static YemotAnswer SayAndGo(Prompt prompt, Place place) => new(YemotCommand.SayAndGo(prompt, place));

    /// <summary><c>read</c>: plays and asks; the answer comes with the next request.</summary>
    /// <exception cref="ArgumentException">
    /// Settings of the question contradict each other; the message says which.
    /// </exception>
    public static YemotAnswer Ask(Prompt prompt, Question question) => new(YemotCommand.Ask(prompt, question));

    /// <summary><c>go_to_folder</c>.</summary>
    public static YemotAnswer GoTo(Place place) => new(YemotCommand.GoTo(place));

    /// <summary><c>go_to_folder=hangup</c>: ends the call.</summary>
    public static YemotAnswer HangUp() => GoTo(Place.HangUp);

    /// <summary>Enters the current extension anew: a new stay of the same call begins.</summary>
    /// <param name="extension">The current extension, as the request gives it.</param>
    /// <exception cref="ArgumentException">It is no path of an extension.</exception>
    public static YemotAnswer Restart(string extension) => GoTo(Place.At(extension));

    /// <summary><c>go_to_folder_and_play</c>: goes there and plays a file from a point in it.</summary>
    /// <param name="place">Where to.</param>
    /// <param name="file">The file, or its whole path, without extension.</param>
    /// <param name="from">How far into the file; whole milliseconds are sent.</param>
    /// <exception cref="ArgumentException">The place is a hang-up, the file no path, or the point negative.</exception>
    public static YemotAnswer GoToAndPlay(Place place, string file, TimeSpan from = default) =>
        new(YemotCommand.GoToAndPlay(place, file, from));

    /// <summary><c>routing_yemot</c>: to another Yemot system by its number, without unit cost.</summary>
    /// <exception cref="ArgumentException">It is no number in national form.</exception>
    public static YemotAnswer RouteInside(string number) => new(YemotCommand.RouteInside(number));

    /// <summary><c>routing_yemot=sip:…</c>: to a SIP account of the Yemot system.</summary>
    /// <exception cref="ArgumentException">
    /// The account has other signs than English letters, digits, underscores, hyphens.
    /// </exception>
    public static YemotAnswer RouteToSip(string account) => new(YemotCommand.RouteToSip(account));

    /// <summary><c>routing</c>: to telephones outside.</summary>
    /// <exception cref="ArgumentException">Settings of the transfer contradict each other.</exception>
    public static YemotAnswer Route(Transfer transfer) => new(YemotCommand.Route(transfer));

    /// <summary><c>credit_card</c>: asks for a card and charges it; the result comes with the next request.</summary>
    public static YemotAnswer Charge(CardCharge charge) => new(YemotCommand.Charge(charge));

    /// <summary><c>music_on_hold</c>.</summary>
    public static OpenAnswer Hold(HoldMusic music) => new(YemotCommand.Hold(music));

    /// <summary><c>noop</c>: no effect; the answer to one who does not listen any more.</summary>
    /// <param name="note">For Yemot's log; signs that break an answer are taken out.</param>
    public static YemotAnswer Nothing(string note = "ok") => new(YemotCommand.Nothing(note));

    /// <summary>
    /// A short bare answer such as <c>OK</c>, for which the extension has a file of that name or a setting
    /// <c>api_answer_OK</c>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// It has other signs than English letters, digits, underscores, hyphens.
    /// </exception>
    public static YemotAnswer Bare(string word) => new(YemotCommand.Bare(word));

    /// <summary>The same answer, kept out of Yemot's log: for answers with private data.</summary>
    public YemotAnswer Unlogged() => Body.StartsWith(LogNothing, StringComparison.Ordinal)
        ? this
        : new YemotAnswer(LogNothing + Body, Said, Leaves);

    /// <summary>The body.</summary>
    public override string ToString() => Body;
}
