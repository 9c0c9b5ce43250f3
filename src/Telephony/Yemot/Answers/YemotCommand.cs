using System.Globalization;
using YemotAi.Calls.Flows;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>One command of an answer, rendered.</summary>
/// <param name="Text">The command as the wire has it.</param>
/// <param name="Said">What the caller hears of it, for a transcript.</param>
/// <param name="Leaves">What becomes of the caller when it is the last.</param>
internal readonly record struct YemotCommand(string Text, string Said, Leaving Leaves)
{
    /// <summary>What a list of items begins with.</summary>
    public const string ListName = "id_list_message=";

    public static YemotCommand Say(Prompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return new($"{ListName}{prompt}", prompt.Said, Leaving.LeavesExtension);
    }

    public static YemotCommand SayAndGo(Prompt prompt, Place place)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(place);
        if (place == Place.Up)
            throw new ArgumentException("Inside a list the dots of '..' would separate items; use ThenGoTo.", nameof(place));
        return new($"{ListName}{prompt}.g-{place}", prompt.Said, LeavingTo(place));
    }

    public static YemotCommand Ask(Prompt prompt, Question question)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(question);
        return new($"read={prompt}={question.Render()}", prompt.Said, Leaving.Stays);
    }

    public static YemotCommand GoTo(Place place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new($"go_to_folder={place}", "", LeavingTo(place));
    }

    public static YemotCommand GoToAndPlay(Place place, string file, TimeSpan from)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (place == Place.HangUp)
            throw new ArgumentException("Nothing can be played to one who was hung up on.", nameof(place));
        ArgumentOutOfRangeException.ThrowIfLessThan(from, TimeSpan.Zero);
        var milliseconds = ((long)from.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return new(
            $"go_to_folder_and_play={place},{AnswerRules.File(file)},{milliseconds}", "", Leaving.LeavesExtension);
    }

    public static YemotCommand RouteInside(string number) =>
        new($"routing_yemot={AnswerRules.Telephone(number)}", "", Leaving.Transferred);

    public static YemotCommand RouteToSip(string account)
    {
        RequireEnglish(account, "a SIP account", nameof(account));
        return new($"routing_yemot=sip:{account}", "", Leaving.Transferred);
    }

    public static YemotCommand Route(Transfer transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        return new($"routing={transfer.Render()}", "", Leaving.Transferred);
    }

    public static YemotCommand Charge(CardCharge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return new($"credit_card={charge.Render()}", "", Leaving.Stays);
    }

    public static YemotCommand Hold(HoldMusic music)
    {
        ArgumentNullException.ThrowIfNull(music);
        return new($"music_on_hold={music}", $"[{music.Name}]", Leaving.LeavesExtension);
    }

    public static YemotCommand Nothing(string note)
    {
        var safe = SafeSpeech.CleanField(note);
        return new($"noop={(safe.Length == 0 ? "ok" : safe)}", "", Leaving.LeavesExtension);
    }

    public static YemotCommand Bare(string word)
    {
        RequireEnglish(word, "a bare answer", nameof(word));
        return new(word, "", Leaving.LeavesExtension);
    }

    private static void RequireEnglish(string word, string what, string argument) => AnswerRules.Require(
        word is { Length: > 0 and <= 50 } && word.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_'),
        word, $"{what} has 1 to 50 English letters, digits, '_' and '-'", argument);

    private static Leaving LeavingTo(Place place) =>
        place == Place.HangUp ? Leaving.HangsUp : Leaving.LeavesExtension;
}
