using System.Reflection;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>
/// The rules that an answer is judged by, from the documentation of Yemot's API module and, where that is silent, from
/// what live lines have reported. Reports from the field that nothing confirms are warnings.
/// </summary>
public static class YemotRules
{
    /// <summary>The answer comes with status 200.</summary>
    public static readonly YemotRule Status = Error("status-200", "an answer must come with HTTP status 200");

    /// <summary>The answer has content.</summary>
    public static readonly YemotRule NotEmpty = Error("not-empty", "an answer must not be empty");

    /// <summary>The answer is not larger than this reader reads.</summary>
    public static readonly YemotRule Size = Error("answer-size", "an answer must not be larger than 64 KiB");

    /// <summary>The answer's bytes are UTF-8.</summary>
    public static readonly YemotRule Utf8 = Error("utf-8", "an answer must be valid UTF-8");

    /// <summary>No byte order mark.</summary>
    public static readonly YemotRule NoBom = Error("no-bom", "an answer must not begin with a byte order mark");

    /// <summary>One line without control characters.</summary>
    public static readonly YemotRule OneLine = Error("one-line", "an answer must be one line without control characters");

    /// <summary>No HTML.</summary>
    public static readonly YemotRule NoHtml = Error("no-html", "an answer must be plain text, not HTML");

    /// <summary>No JSON.</summary>
    public static readonly YemotRule NoJson = Error("no-json", "an answer must be plain text, not JSON");

    /// <summary>Content type text/plain; Yemot does not enforce it.</summary>
    public static readonly YemotRule PlainText = Warning("plain-text", "the content type should be text/plain; charset=utf-8");

    /// <summary>Only known commands.</summary>
    public static readonly YemotRule KnownCommand = Error("known-command", "only the commands of the API module are obeyed");

    /// <summary>A command has a value.</summary>
    public static readonly YemotRule CommandValue = Error("command-value", "a command needs = and a value after it");

    /// <summary>No empty command between two separators.</summary>
    public static readonly YemotRule NoEmptyCommand = Error("no-empty-command", "between two & signs there must be a command");

    /// <summary>Only two commands may be followed by another.</summary>
    public static readonly YemotRule Chaining = Error("chaining", "only id_list_message and music_on_hold may be followed by another command");

    /// <summary>Nothing follows a read.</summary>
    public static readonly YemotRule NothingAfterRead = Error("nothing-after-read", "nothing after a read is carried out");

    /// <summary>One message list in an answer; the second may cancel the first.</summary>
    public static readonly YemotRule OneMessageList = Warning("one-message-list", "a second id_list_message in a row may cancel the first: merge them");

    /// <summary>The log switch stands first.</summary>
    public static readonly YemotRule LogSwitchFirst = Error("log-switch-first", "api_log_no may only stand at the very start of an answer");

    /// <summary>A bare answer plays a sound file of that name, if there is one.</summary>
    public static readonly YemotRule BareAnswer = Warning("bare-answer", "a bare word plays the sound file of that name, if the extension has one, and ends the dialogue");

    /// <summary>Only known item types.</summary>
    public static readonly YemotRule ItemType = Error("item-type", "an item is one of f d n a t s z m g h date dateH, a dash and its content, or noop");

    /// <summary>No empty item.</summary>
    public static readonly YemotRule NoEmptyItem = Error("no-empty-item", "an item must have content");

    /// <summary>The signs that a text may not hold.</summary>
    public static readonly YemotRule TextCharacters = Error("text-characters", "a text must not hold . - \" ' & | = or a line break");

    /// <summary>A colon only within a time.</summary>
    public static readonly YemotRule TextColon = Warning("text-colon", "a colon outside HH:MM has been rejected on real calls");

    /// <summary>Signs that are better left out of a text.</summary>
    public static readonly YemotRule TextSigns = Warning("text-signs", "long dashes, Hebrew geresh, gershayim and maqaf, direction marks, emoji and markdown are better left out of a text");

    /// <summary>A text that the voice can say.</summary>
    public static readonly YemotRule TextSaysNothing = Warning("text-says-nothing", "a text without a letter or a digit is a silent item");

    /// <summary>The length of all texts of one answer.</summary>
    public static readonly YemotRule TextLength = Warning("text-length", "more than 1300 characters of text in one answer are not known to be spoken");

    /// <summary>The content of a digits item.</summary>
    public static readonly YemotRule DigitsItem = Error("digits-item", "d- holds only digits, * and #");

    /// <summary>The content of a number item.</summary>
    public static readonly YemotRule NumberItem = Error("number-item", "n- holds a whole number");

    /// <summary>The content of a letters item.</summary>
    public static readonly YemotRule LettersItem = Error("letters-item", "a- holds only English letters");

    /// <summary>The content of a system message item.</summary>
    public static readonly YemotRule SystemMessageItem = Error("system-message-item", "m- holds exactly four digits");

    /// <summary>The content of a date item.</summary>
    public static readonly YemotRule DateItem = Error("date-item", "date- and dateH- hold an existing date as DD/MM/YYYY");

    /// <summary>The content of a time item.</summary>
    public static readonly YemotRule TimeItem = Error("time-item", "z- holds type,zone,+ or -,amount; the amount is one of Y M D H m S s and a number");

    /// <summary>The content of a file item.</summary>
    public static readonly YemotRule FileItem = Error("file-item", "f- and s- hold a file's name or path, without its extension and without spaces");

    /// <summary>The content of a music item.</summary>
    public static readonly YemotRule MusicItem = Error("music-item", "h- holds a music name and, if wanted, a whole number of seconds");

    /// <summary>The music item is not in the documentation.</summary>
    public static readonly YemotRule MusicItemUnsure = Warning("music-item-unsure", "h- is not among the items of the documentation");

    /// <summary>A move ends a list.</summary>
    public static readonly YemotRule MoveLast = Error("move-last", "g- must be the last item");

    /// <summary>A move where a question follows.</summary>
    public static readonly YemotRule MoveBeforeRest = Warning("move-before-rest", "after g- the caller is gone: what follows in the answer is not reached");

    /// <summary>The two parts of a read.</summary>
    public static readonly YemotRule ReadParts = Error("read-parts", "a read is items, one = and its fields");

    /// <summary>The name of a read's value.</summary>
    public static readonly YemotRule ParameterName = Error("parameter-name", "the first field names the value with letters, digits and _");

    /// <summary>Names that Yemot itself uses.</summary>
    public static readonly YemotRule BuiltInName = Error("built-in-name", "a value must not have a name that Yemot itself sends");

    /// <summary>A name that was read before.</summary>
    public static readonly YemotRule NewName = Warning("new-name", "reading into a name that exists sends the name twice: use a new name");

    /// <summary>Yes or no.</summary>
    public static readonly YemotRule YesNo = Error("yes-no", "this field is yes, no or empty");

    /// <summary>A whole number.</summary>
    public static readonly YemotRule WholeNumber = Error("whole-number", "this field is a whole number or empty");

    /// <summary>The smallest is not above the largest.</summary>
    public static readonly YemotRule MinMax = Error("min-max", "the least must not be above the most");

    /// <summary>The number of fields.</summary>
    public static readonly YemotRule TooManyFields = Error("too-many-fields", "the command has more fields than it knows");

    /// <summary>The old way to say unlimited.</summary>
    public static readonly YemotRule MaxDigitsStar = Warning("max-digits-star", "the most digits are a number or empty; * is an old way to say unlimited");

    /// <summary>The seconds to wait are said.</summary>
    public static readonly YemotRule WaitGiven = Warning("wait-given", "send the seconds to wait always: left out, a line has been seen to wait none");

    /// <summary>The playback is said.</summary>
    public static readonly YemotRule PlaybackGiven = Warning("playback-given", "send the way of playback always: what Yemot does without it is unclear");

    /// <summary>The names of the ways of playback.</summary>
    public static readonly YemotRule PlaybackName = Error("playback-name", "the sixth field is one of the documented ways of playback, written exactly so");

    /// <summary>The replacement.</summary>
    public static readonly YemotRule Replacement = Error("replacement", "a replacement is two signs: from and to");

    /// <summary>The allowed keys.</summary>
    public static readonly YemotRule AllowedKeys = Error("allowed-keys", "allowed are keys in a row, values joined with a dot, or from_folder");

    /// <summary>Allowed values that cannot be keyed.</summary>
    public static readonly YemotRule AllowedKeysLength = Warning("allowed-keys-length", "an allowed value has fewer or more digits than may be keyed");

    /// <summary>The switch for an empty value.</summary>
    public static readonly YemotRule AcceptEmpty = Error("accept-empty", "the twelfth field is Ok or empty");

    /// <summary>The keyboard lock.</summary>
    public static readonly YemotRule KeyboardLock = Error("keyboard-lock", "the fourteenth field is InsertLettersTypeChangeNo or empty");

    /// <summary>The confirmation switch.</summary>
    public static readonly YemotRule Confirmation = Error("confirmation", "the confirmation field is no or empty");

    /// <summary>The sixteenth value of a read.</summary>
    public static readonly YemotRule SixteenthField = Error("sixteenth-field", "a sixteenth field exists only for Phone");

    /// <summary>A language of speech.</summary>
    public static readonly YemotRule Language = Error("language", "a language is a code such as he-IL, or empty");

    /// <summary>The engine of speech.</summary>
    public static readonly YemotRule SpeechEngine = Error("speech-engine", "the seventh field of a voice read is record or empty");

    /// <summary>Seconds that only the long-speech engine knows.</summary>
    public static readonly YemotRule SpeechSeconds = Warning("speech-seconds", "seconds of silence and of speech have effect only with the engine record");

    /// <summary>The folder of a recording.</summary>
    public static readonly YemotRule RecordFolder = Error("record-folder", "a folder begins with / and does not end with it");

    /// <summary>The file name of a recording.</summary>
    public static readonly YemotRule RecordFile = Error("record-file", "a file name has no extension, no slash and no space");

    /// <summary>A place to go to.</summary>
    public static readonly YemotRule Target = Error("target", "a target is /1/2, 3, .., / or hangup");

    /// <summary>The fields of move and play.</summary>
    public static readonly YemotRule MoveAndPlay = Error("move-and-play", "go_to_folder_and_play is folder,file,milliseconds");

    /// <summary>A number to transfer to.</summary>
    public static readonly YemotRule TransferNumber = Error("transfer-number", "a transfer goes to telephone numbers of 3 to 15 digits, routing_yemot also to sip:");

    /// <summary>Fields of a transfer that are numbers of the list.</summary>
    public static readonly YemotRule RoutingField = Error("routing-field", "this field of routing does not have the form that it needs");

    /// <summary>Fields of a charge.</summary>
    public static readonly YemotRule CreditCardField = Error("credit-card-field", "this field of credit_card does not have the form that it needs");

    /// <summary>The fields of hold music.</summary>
    public static readonly YemotRule MusicOnHold = Error("music-on-hold", "music_on_hold is name,seconds,no_return");

    /// <summary>An answer that sends the caller in a circle.</summary>
    public static readonly YemotRule EndlessLoop = Error("endless-loop", "the line sends the caller on and on without ever waiting for him");

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<YemotRule> All { get; } =
        [.. typeof(YemotRules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<YemotRule>()];

    private static YemotRule Error(string name, string statement) => new(name, RuleSeverity.Error, statement);

    private static YemotRule Warning(string name, string statement) => new(name, RuleSeverity.Warning, statement);
}
