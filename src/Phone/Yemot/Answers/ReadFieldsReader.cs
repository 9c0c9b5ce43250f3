using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Reads a <c>read</c>: its items and its fields, which differ by mode.</summary>
internal static partial class ReadFieldsReader
{
    private static readonly HashSet<string> BuiltInNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "ApiCallId", "ApiYFCallId", "ApiPhone", "ApiDID", "ApiRealDID", "ApiExtension", "ApiEnterID", "ApiEnterIDName",
        "ApiTime", "ApiHangupExtension", "hangup", "ReferredFrom", "CreditCard_CODE", "CreditCard_All",
    };

    private static readonly Dictionary<string, KeyPlayback> Playbacks = new(StringComparer.Ordinal)
    {
        ["NO"] = KeyPlayback.No,
        ["No"] = KeyPlayback.No,
        ["Number"] = KeyPlayback.Number,
        ["Digits"] = KeyPlayback.Digits,
        ["Price"] = KeyPlayback.Price,
        ["Time"] = KeyPlayback.Time,
        ["Date"] = KeyPlayback.Date,
        ["HebrewDate"] = KeyPlayback.HebrewDate,
        ["TeudatZehut"] = KeyPlayback.TeudatZehut,
        ["Phone"] = KeyPlayback.Phone,
        ["Alpha"] = KeyPlayback.Alpha,
        ["HebrewKeyboard"] = KeyPlayback.HebrewKeyboard,
        ["EnglishKeyboard"] = KeyPlayback.EnglishKeyboard,
        ["EmailKeyboard"] = KeyPlayback.EmailKeyboard,
        ["DigitsKeyboard"] = KeyPlayback.DigitsKeyboard,
        ["GetMail"] = KeyPlayback.GetMail,
        ["File"] = KeyPlayback.File,
        ["TTS"] = KeyPlayback.Tts,
    };

    /// <summary>Whether Yemot itself sends parameters under this name.</summary>
    public static bool IsBuiltIn(string name) => BuiltInNames.Contains(name);

    public static ReadCommand? Read(Piece value, int at, RuleLog rules)
    {
        var parts = value.Split('=');
        if (parts.Count > 2)
        {
            rules.Break(YemotRules.TextCharacters, parts[1].Position - 1, "=" + parts[1].Text);
            return null;
        }
        if (parts.Count < 2 || parts[1].IsEmpty)
        {
            rules.Break(YemotRules.ReadParts, value);
            return null;
        }
        var items = PromptReader.Read(parts[0], rules);
        if (items.Any(i => i.Kind == PromptItemKind.Move)) rules.Break(YemotRules.MoveBeforeRest, parts[1]);
        var fields = new FieldList(parts[1], rules);
        CheckName(fields[1], rules);
        var name = fields[1].Text;
        var reuses = fields.Flag(2) ?? false;
        return fields[3].Text switch
        {
            "voice" => ReadVoice(fields, at, items, name, reuses, rules),
            "record" => ReadRecord(fields, at, items, name, reuses, rules),
            _ => ReadKeys(fields, at, items, name, reuses, rules),
        };
    }

    private static void CheckName(Piece name, RuleLog rules)
    {
        if (!NameForm().IsMatch(name.Text)) rules.Break(YemotRules.ParameterName, name);
        else if (IsBuiltIn(name.Text)) rules.Break(YemotRules.BuiltInName, name);
    }

    private static ReadKeysCommand ReadKeys(
        FieldList fields, int at, List<PromptItem> items, string name, bool reuses, RuleLog rules)
    {
        fields.CheckCount(16);
        int? most = null;
        if (fields[3].Text == "*") rules.Break(YemotRules.MaxDigitsStar, fields[3]);
        else most = fields.Whole(3, least: 1);
        var least = fields.Whole(4) ?? 1;
        if (most < least) rules.Break(YemotRules.MinMax, fields[4]);
        if (fields[5].IsEmpty) rules.Break(YemotRules.WaitGiven, fields[5]);

        var playback = KeyPlayback.Digits;
        if (fields[6].IsEmpty) rules.Break(YemotRules.PlaybackGiven, fields[6]);
        else if (!Playbacks.TryGetValue(fields[6].Text, out playback)) rules.Break(YemotRules.PlaybackName, fields[6]);
        if (!fields[16].IsEmpty && playback != KeyPlayback.Phone) rules.Break(YemotRules.SixteenthField, fields[16]);

        var replacement = fields[9];
        if (replacement.Text.Length is not (0 or 2)) rules.Break(YemotRules.Replacement, replacement);
        return new ReadKeysCommand(at, items, name, reuses)
        {
            MaxDigits = most,
            MinDigits = least,
            Seconds = fields.Whole(5) ?? 7,
            Playback = playback,
            BlocksStar = fields.Flag(7) ?? false,
            BlocksZero = fields.Flag(8) ?? false,
            Replacement = replacement.Text.Length == 2 ? replacement.Text : null,
            Allowed = ReadAllowed(fields[10], least, most, rules),
            TimesPlayed = fields.Whole(11, least: 1) ?? 1,
            AcceptsEmpty = fields.Word(12, "Ok", YemotRules.AcceptEmpty),
            EmptyValue = fields[13].IsEmpty ? "None" : fields[13].Text,
            LocksKeyboard = fields.Word(14, "InsertLettersTypeChangeNo", YemotRules.KeyboardLock),
            AsksConfirmation = !fields.Word(15, "no", YemotRules.Confirmation),
        };
    }

    /// <summary>For one digit the keys stand in a row; for more the values are joined with a dot.</summary>
    private static string[]? ReadAllowed(Piece field, int least, int? most, RuleLog rules)
    {
        if (field.IsEmpty || field.Text == "from_folder") return null;
        if (!AllowedForm().IsMatch(field.Text))
        {
            rules.Break(YemotRules.AllowedKeys, field);
            return null;
        }
        var values = most == 1 && !field.Text.Contains('.', StringComparison.Ordinal)
            ? [.. field.Text.Select(c => c.ToString())]
            : field.Text.Split('.');
        if (values.Any(v => v.Length < least || v.Length > most)) rules.Break(YemotRules.AllowedKeysLength, field);
        return values;
    }

    private static ReadVoiceCommand ReadVoice(
        FieldList fields, int at, List<PromptItem> items, string name, bool reuses, RuleLog rules)
    {
        fields.CheckCount(9);
        if (!fields[4].IsEmpty && !LanguageForm().IsMatch(fields[4].Text)) rules.Break(YemotRules.Language, fields[4]);
        var longSpeech = fields.Word(7, "record", YemotRules.SpeechEngine);
        var silence = fields.Whole(8, least: 1);
        var most = fields.Whole(9, least: 1);
        if (!longSpeech && !(fields[8].IsEmpty && fields[9].IsEmpty)) rules.Break(YemotRules.SpeechSeconds, fields[8].IsEmpty ? fields[9] : fields[8]);
        return new ReadVoiceCommand(at, items, name, reuses)
        {
            Language = fields[4].Text,
            AllowsKeys = (fields.Flag(5) ?? true) && !longSpeech,
            MaxDigits = fields.Whole(6, least: 1),
            LongSpeech = longSpeech,
            SilenceSeconds = silence,
            MaxSeconds = most,
        };
    }

    private static ReadRecordCommand ReadRecord(
        FieldList fields, int at, List<PromptItem> items, string name, bool reuses, RuleLog rules)
    {
        fields.CheckCount(10);
        if (!fields[4].IsEmpty && !FolderForm().IsMatch(fields[4].Text)) rules.Break(YemotRules.RecordFolder, fields[4]);
        if (!fields[5].IsEmpty && !FileForm().IsMatch(fields[5].Text)) rules.Break(YemotRules.RecordFile, fields[5]);
        var least = fields.Whole(9);
        var most = fields.Whole(10, least: 1);
        if (least > most) rules.Break(YemotRules.MinMax, fields[9]);
        var appends = fields.Flag(8) ?? false;
        return new ReadRecordCommand(at, items, name, reuses)
        {
            Folder = fields[4].Text,
            File = fields[5].Text,
            AsksConfirmation = !fields.Word(6, "no", YemotRules.Confirmation) && !appends,
            KeptOnHangup = fields.Flag(7) ?? false,
            Appends = appends,
            MinSeconds = least,
            MaxSeconds = most,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[0-9*#]+(\.[0-9*#]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AllowedForm();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageForm();

    [GeneratedRegex(@"^(/[A-Za-z0-9_-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex FolderForm();

    [GeneratedRegex(@"^[^\s./\\""'|=&]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex FileForm();
}
