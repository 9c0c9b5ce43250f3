using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Unit.Yemot;

/// <summary>
/// Reads an answer as strictly as Yemot's documentation allows, written from the protocol alone and with nothing of the
/// code under test. Throws with the rule that is broken.
/// </summary>
internal static class StrictAnswer
{
    private static readonly string[] Final =
        ["go_to_folder", "go_to_folder_and_play", "credit_card", "routing_yemot", "routing", "noop", "read"];

    private static readonly string[] Playbacks =
    [
        "No", "Number", "Digits", "Price", "Time", "Date", "HebrewDate", "TeudatZehut", "Phone", "Alpha",
        "HebrewKeyboard", "EnglishKeyboard", "EmailKeyboard", "DigitsKeyboard", "GetMail", "File", "TTS",
    ];

    /// <summary>One command: its name and what stands after the first equals sign.</summary>
    public sealed record Command(string Name, string Value);

    public static IReadOnlyList<Command> Check(string body)
    {
        Must(body.Length > 0, "an answer is not empty");
        Must(!body.Any(char.IsControl), "an answer is one line");
        Must(body[0] != '\uFEFF', "an answer has no byte order mark");
        if (body.StartsWith("api_log_no&", StringComparison.Ordinal))
            body = body["api_log_no&".Length..];
        if (!body.Contains('='))
        {
            Must(Regex.IsMatch(body, @"^[A-Za-z0-9_-]+$"), "a bare answer is a word");
            return [new Command(body, "")];
        }

        var commands = body.Split('&').Select(ReadCommand).ToList();
        for (var at = 0; at < commands.Count; at++)
        {
            var last = at == commands.Count - 1;
            Must(last || !Final.Contains(commands[at].Name), $"nothing follows {commands[at].Name}");
            Must(at == 0 || commands[at].Name != "id_list_message" || commands[at - 1].Name != "id_list_message",
                "two lists in a row are one list");
        }

        return commands;
    }

    private static Command ReadCommand(string text)
    {
        var equals = text.IndexOf('=');
        Must(equals > 0, $"a command is name=value: '{text}'");
        var (name, value) = (text[..equals], text[(equals + 1)..]);
        Must(value.Length > 0, $"{name} has a value");
        switch (name)
        {
            case "id_list_message":
                Items(value, mayMove: true);
                break;
            case "read":
                var parts = value.Split('=');
                Must(parts.Length == 2, "a read has one more equals sign");
                Items(parts[0], mayMove: false);
                Read(parts[1].Split(','));
                break;
            case "go_to_folder":
                Target(value);
                break;
            case "go_to_folder_and_play":
                var to = value.Split(',');
                Must(to.Length == 3, "folder, file, milliseconds");
                Target(to[0]);
                Path(to[1]);
                Number(to[2]);
                break;
            case "music_on_hold":
                var music = value.Split(',');
                Must(music.Length is >= 1 and <= 3, "music has up to three values");
                Path(music[0]);
                Must(music.Length < 2 || music[1].Length == 0 || IsNumber(music[1]), "seconds");
                Must(music.Length < 3 || music[2] == "no_return", "no_return");
                break;
            case "routing_yemot":
                Must(Regex.IsMatch(value, @"^(\*?\d+|sip:[A-Za-z0-9_-]+)$"), "a system's number");
                break;
            case "routing":
                var fields = value.Split(',');
                Must(fields.Length <= 16, "routing has 16 values");
                foreach (var phone in fields[0].Split('.'))
                    Must(Regex.IsMatch(phone, @"^\*?\d+$"), "a telephone number");
                break;
            case "credit_card":
                Must(value.Split(',').Length <= 15, "credit_card has 15 values");
                break;
            case "noop":
                break;
            default:
                Must(false, $"'{name}' is a command");
                break;
        }

        Must(name == "read" || !value.Contains('=') , "no equals sign in a value");
        return new Command(name, value);
    }

    private static void Items(string list, bool mayMove)
    {
        var items = list.Split('.');
        for (var at = 0; at < items.Length; at++)
            Item(items[at], mayMove && at == items.Length - 1);
    }

    private static void Item(string item, bool mayMove)
    {
        if (item == "noop")
            return;
        var hyphen = item.IndexOf('-');
        Must(hyphen > 0, $"an item is type-content: '{item}'");
        var (type, content) = (item[..hyphen], item[(hyphen + 1)..]);
        Must(content.Length > 0, "an item has content");
        switch (type)
        {
            case "t":
                Speech(content);
                break;
            case "f" or "s":
                Path(content);
                break;
            case "d":
                Must(content.All(char.IsAsciiDigit), "digits");
                break;
            case "n":
                Number(content);
                break;
            case "a":
                Must(content.All(char.IsAsciiLetter), "English letters");
                break;
            case "m":
                Must(content.Length == 4 && content.All(char.IsAsciiDigit), "a system message has four digits");
                break;
            case "date" or "dateH":
                Must(DateOnly.TryParseExact(content, "dd'/'MM'/'yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
                    "a date is DD/MM/YYYY");
                break;
            case "z":
                Must(Regex.IsMatch(content, @"^(T|T([01]\d|2[0-3]):[0-5]\d|[A-Za-z]\w*),[\w/]+,([+-],[YMDHmSs]\d+|,)$"),
                    $"time, zone, sign, amount: '{content}'");
                break;
            case "h":
                Must(Regex.IsMatch(content, @"^[\w-]+(,\d+)?$"), "music and seconds");
                break;
            case "g":
                Must(mayMove, "a move is the last item of a list");
                Target(content);
                break;
            default:
                Must(false, $"'{type}' is a type of item");
                break;
        }
    }

    /// <summary>Whether a text can be spoken and has none of the signs that were seen to break an answer.</summary>
    public static void Speech(string text)
    {
        Must(text == text.Trim() && !text.Contains("  ", StringComparison.Ordinal), $"no loose spaces: '{text}'");
        Must(text.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit), $"something to hear: '{text}'");
        var withoutTimes = Regex.Replace(text, @"(?<!\d)([01][0-9]|2[0-3]):[0-5][0-9](?!\d)", "");
        foreach (var rune in withoutTimes.EnumerateRunes())
        {
            var category = System.Text.Rune.GetUnicodeCategory(rune);
            Must(
                System.Text.Rune.IsLetter(rune) || rune.Value is >= '0' and <= '9' or ' ' or ',' or '?' or '!'
                    || (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                        && rune.Value is not (>= 0x591 and <= 0x5AF)),
                $"U+{rune.Value:X4} may be spoken");
        }

        Must(!Regex.IsMatch(text, "^[,?! ]|,$|[,?!][^ ]|[,?!] [,?!]| [,?!]"), $"pauses stand after words: '{text}'");
    }

    private static void Read(string[] fields)
    {
        Must(Regex.IsMatch(fields[0], "^[A-Za-z0-9_]+$"), "a name has letters, digits, underscores");
        Must(!fields[0].StartsWith("Api", StringComparison.OrdinalIgnoreCase) && fields[0] is not ("hangup" or "ReferredFrom"),
            "not a name of Yemot's");
        Must(fields.Length >= 3 && fields[1] is "yes" or "no" or "", "the second says whether a value is reused");
        Must(fields[^1].Length > 0, "no empty fields at the end");
        if (fields[2] == "voice")
            Voice(fields);
        else if (fields[2] == "record")
            Recording(fields);
        else
            Keys(fields);
    }

    private static void Keys(string[] fields)
    {
        Must(fields.Length is >= 6 and <= 15, "6 to 15 fields");
        Must(fields[2].Length == 0 || IsNumber(fields[2]), "most digits");
        Number(fields[3]);
        Must(fields[2].Length == 0 || Value(fields[3]) <= Value(fields[2]), "least is not more than most");
        Number(fields[4]);
        Must(Playbacks.Contains(fields[5]), $"'{fields[5]}' is a playback");
        Optional(fields, 6, "yes", "no");
        Optional(fields, 7, "yes", "no");
        Must(fields.Length <= 8 || fields[8].Length is 0 or 2, "a replacement has two signs");
        Must(fields.Length <= 9 || fields[9] is "" or "from_folder" || fields[9].Split('.').All(IsKeys), "allowed keys");
        Must(fields.Length <= 10 || fields[10].Length == 0 || Value(fields[10]) >= 1, "times played");
        Optional(fields, 11, "Ok");
        Must(fields.Length <= 12 || fields[12].Length == 0 || fields[11] == "Ok", "an empty value needs Ok");
        Optional(fields, 13, "InsertLettersTypeChangeNo");
        Optional(fields, 14, "no");

        static bool IsKeys(string entry) => Regex.IsMatch(entry, "^[0-9*#]+$");
    }

    private static void Voice(string[] fields)
    {
        Must(fields.Length <= 9, "up to 9 fields");
        Must(fields.Length <= 3 || fields[3].Length == 0 || Regex.IsMatch(fields[3], "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"), "a language");
        Optional(fields, 4, "no");
        Must(fields.Length <= 5 || fields[5].Length == 0 || IsNumber(fields[5]), "most digits");
        Optional(fields, 6, "record");
        Must(fields.Length <= 7 || (fields[6] == "record" && fields[7..].All(field => field.Length == 0 || IsNumber(field))),
            "seconds need the engine for long speech");
    }

    private static void Recording(string[] fields)
    {
        Must(fields.Length <= 10, "up to 10 fields");
        Must(fields.Length <= 3 || fields[3].Length == 0 || (fields[3][0] == '/' && fields[3][^1] != '/'), "a folder");
        Must(fields.Length <= 4 || !fields[4].Contains('/'), "a file's name");
        Optional(fields, 5, "no");
        Optional(fields, 6, "yes");
        Optional(fields, 7, "yes");
        Must(fields.Length <= 8 || fields[8..].All(field => field.Length == 0 || IsNumber(field)), "seconds");
        Must(fields.Length <= 9 || fields[8].Length == 0 || Value(fields[8]) <= Value(fields[9]), "least and most seconds");
    }

    private static void Target(string target) => Must(
        target is "hangup" or "/" or ".." || Regex.IsMatch(target, @"^/?[\w-]+(/[\w-]+)*$"), $"'{target}' is a place");

    private static void Path(string path) => Must(Regex.IsMatch(path, @"^/?[\w-]+(/[\w-]+)*$"), $"'{path}' is a path");

    private static void Optional(string[] fields, int at, params string[] words) => Must(
        fields.Length <= at || fields[at].Length == 0 || words.Contains(fields[at]), $"field {at + 1} is '{fields[Math.Min(at, fields.Length - 1)]}'");

    private static void Number(string text) => Must(IsNumber(text), $"'{text}' is a number");

    private static bool IsNumber(string text) => text.Length is > 0 and < 19 && text.All(char.IsAsciiDigit);

    private static long Value(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static void Must(bool kept, string rule)
    {
        if (!kept)
            throw new InvalidDataException($"Yemot would refuse this: {rule}");
    }
}
