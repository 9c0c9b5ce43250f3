namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>
/// An answer that ends with a message or with hold music, the two commands which another may follow. Complete as it
/// is; each method gives a longer one.
/// </summary>
public sealed class OpenAnswer : YemotAnswer
{
    private readonly bool _endsWithList;

    internal OpenAnswer(YemotCommand command)
        : this(command.Text, command, command.Said)
    {
    }

    private OpenAnswer(string body, YemotCommand last, string said)
        : base(body, said, last.Leaves) =>
        _endsWithList = last.Text.StartsWith(YemotCommand.ListName, StringComparison.Ordinal);

    /// <summary>Then plays; two messages in a row become one list, since a second one may cancel the first.</summary>
    public OpenAnswer ThenSay(Prompt prompt)
    {
        var command = YemotCommand.Say(prompt);
        return _endsWithList
            ? new OpenAnswer($"{Body}.{prompt}", command, JoinSaid(command))
            : Open(command);
    }

    /// <summary>Then plays and moves inside the list.</summary>
    /// <exception cref="ArgumentException">The place is <see cref="Place.Up"/>, whose dots a list cannot hold.</exception>
    public YemotAnswer ThenSayAndGo(Prompt prompt, Place place)
    {
        var command = YemotCommand.SayAndGo(prompt, place);
        return _endsWithList
            ? new Closed($"{Body}.{command.Text[YemotCommand.ListName.Length..]}", JoinSaid(command), command)
            : Close(command);
    }

    /// <summary>Then hold music.</summary>
    public OpenAnswer ThenHold(HoldMusic music) => Open(YemotCommand.Hold(music));

    /// <summary>Then asks.</summary>
    /// <exception cref="ArgumentException">
    /// Settings of the question contradict each other; the message says which.
    /// </exception>
    public YemotAnswer ThenAsk(Prompt prompt, Question question) => Close(YemotCommand.Ask(prompt, question));

    /// <summary>Then moves.</summary>
    public YemotAnswer ThenGoTo(Place place) => Close(YemotCommand.GoTo(place));

    /// <summary>Then ends the call.</summary>
    public YemotAnswer ThenHangUp() => ThenGoTo(Place.HangUp);

    /// <summary>Then enters the current extension anew.</summary>
    /// <exception cref="ArgumentException">It is no path of an extension.</exception>
    public YemotAnswer ThenRestart(string extension) => ThenGoTo(Place.At(extension));

    /// <summary>Then moves and plays a file from a point in it.</summary>
    /// <exception cref="ArgumentException">The place is a hang-up, the file no path, or the point negative.</exception>
    public YemotAnswer ThenGoToAndPlay(Place place, string file, TimeSpan from = default) =>
        Close(YemotCommand.GoToAndPlay(place, file, from));

    /// <summary>Then to another Yemot system.</summary>
    /// <exception cref="ArgumentException">It is no number in national form.</exception>
    public YemotAnswer ThenRouteInside(string number) => Close(YemotCommand.RouteInside(number));

    /// <summary>Then to a SIP account of the Yemot system.</summary>
    /// <exception cref="ArgumentException">
    /// The account has other signs than English letters, digits, underscores, hyphens.
    /// </exception>
    public YemotAnswer ThenRouteToSip(string account) => Close(YemotCommand.RouteToSip(account));

    /// <summary>Then to telephones outside.</summary>
    /// <exception cref="ArgumentException">Settings of the transfer contradict each other.</exception>
    public YemotAnswer ThenRoute(Transfer transfer) => Close(YemotCommand.Route(transfer));

    /// <summary>Then charges a card.</summary>
    public YemotAnswer ThenCharge(CardCharge charge) => Close(YemotCommand.Charge(charge));

    private OpenAnswer Open(YemotCommand next) => new($"{Body}&{next.Text}", next, JoinSaid(next));

    private Closed Close(YemotCommand next) => new($"{Body}&{next.Text}", JoinSaid(next), next);

    private string JoinSaid(YemotCommand next) =>
        Said.Length == 0 ? next.Said : next.Said.Length == 0 ? Said : $"{Said} {next.Said}";

    /// <summary>A chain that nothing may follow.</summary>
    private sealed class Closed(string body, string said, YemotCommand last) : YemotAnswer(body, said, last.Leaves);
}
