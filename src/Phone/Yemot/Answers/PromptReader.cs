using System.Globalization;
using System.Text.RegularExpressions;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Reads a prompt: items joined by dots.</summary>
internal static partial class PromptReader
{
    private static readonly Dictionary<string, PromptItemKind> Types = new(StringComparer.Ordinal)
    {
        ["t"] = PromptItemKind.Text,
        ["f"] = PromptItemKind.File,
        ["s"] = PromptItemKind.TextFile,
        ["d"] = PromptItemKind.Digits,
        ["n"] = PromptItemKind.Number,
        ["a"] = PromptItemKind.Letters,
        ["m"] = PromptItemKind.SystemMessage,
        ["date"] = PromptItemKind.Date,
        ["dateH"] = PromptItemKind.HebrewDate,
        ["z"] = PromptItemKind.Time,
        ["h"] = PromptItemKind.Music,
        ["g"] = PromptItemKind.Move,
        ["noop"] = PromptItemKind.Nothing,
    };

    /// <summary>The items that can be read; the broken rules are in the log.</summary>
    public static List<PromptItem> Read(Piece prompt, RuleLog rules)
    {
        var items = new List<PromptItem>();
        var pieces = prompt.Split('.');
        for (var i = 0; i < pieces.Count; i++)
        {
            var item = ReadItem(pieces[i], items.Count > 0 ? items[^1] : null, rules);
            if (item is null) continue;
            items.Add(item);
            if (item.Kind == PromptItemKind.Move && i < pieces.Count - 1) rules.Break(YemotRules.MoveLast, pieces[i]);
        }
        return items;
    }

    /// <summary>Whether it names a file: a name or a path, without extension, spaces or an empty part.</summary>
    public static bool IsFilePath(string path)
    {
        var relative = path.StartsWith('/') ? path[1..] : path;
        return relative.Split('/').All(p => p.Length > 0 && !p.Any(c => char.IsWhiteSpace(c) || c is '.' or '"' or '\'' or '|' or '=' or '&'));
    }

    private static PromptItem? ReadItem(Piece piece, PromptItem? previous, RuleLog rules)
    {
        if (piece.Text == "noop") return new PromptItem(PromptItemKind.Nothing, "", piece.Position);
        var dash = piece.Text.IndexOf('-');
        var type = dash < 0 ? piece.Text : piece.Text[..dash];
        if (dash < 0 || !Types.TryGetValue(type, out var kind))
        {
            if (previous?.Kind == PromptItemKind.Text) rules.Break(YemotRules.TextCharacters, piece.Position - 1, "." + piece.Text);
            else rules.Break(piece.IsEmpty ? YemotRules.NoEmptyItem : YemotRules.ItemType, piece);
            return null;
        }
        var content = piece.From(dash + 1);
        if (string.IsNullOrWhiteSpace(content.Text)) rules.Break(YemotRules.NoEmptyItem, piece);
        else CheckContent(kind, content, rules);
        return new PromptItem(kind, content.Text, piece.Position);
    }

    private static void CheckContent(PromptItemKind kind, Piece content, RuleLog rules)
    {
        var text = content.Text;
        var broken = kind switch
        {
            PromptItemKind.File or PromptItemKind.TextFile when !IsFilePath(text) => YemotRules.FileItem,
            PromptItemKind.Digits when !text.All(c => char.IsAsciiDigit(c) || c is '*' or '#') => YemotRules.DigitsItem,
            PromptItemKind.Number when !text.All(char.IsAsciiDigit) => YemotRules.NumberItem,
            PromptItemKind.Letters when !text.All(c => char.IsAsciiLetter(c) || c == ' ') => YemotRules.LettersItem,
            PromptItemKind.SystemMessage when text.Length != 4 || !text.All(char.IsAsciiDigit) => YemotRules.SystemMessageItem,
            PromptItemKind.Date or PromptItemKind.HebrewDate when !IsDate(text) => YemotRules.DateItem,
            PromptItemKind.Time when !IsTimeOfDay(text) => YemotRules.TimeItem,
            PromptItemKind.Music when !MusicForm().IsMatch(text) => YemotRules.MusicItem,
            PromptItemKind.Music => YemotRules.MusicItemUnsure,
            PromptItemKind.Move when !FieldList.IsTarget(text) => YemotRules.Target,
            _ => null,
        };
        if (broken is not null) rules.Break(broken, content);
        if (kind == PromptItemKind.Text) TextCheck.Check(content, rules);
    }

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTimeOfDay(string text)
    {
        var fields = text.Split(',');
        if (fields.Length > 4) return false;
        var type = fields[0];
        var zone = fields.Length > 1 ? fields[1] : "";
        var sign = fields.Length > 2 ? fields[2] : "";
        var amount = fields.Length > 3 ? fields[3] : "";
        return TimeType().IsMatch(type)
            && (zone.Length == 0 || TimeZone().IsMatch(zone))
            && sign is "" or "+" or "-"
            && (sign.Length == 0 ? amount.Length == 0 : TimeAmount().IsMatch(amount));
    }

    [GeneratedRegex(@"^[^\s,./=&]+(,\d+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MusicForm();

    [GeneratedRegex(@"^(T([01]\d|2[0-3]):[0-5]\d|[A-Za-z][A-Za-z0-9_]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeType();

    [GeneratedRegex(@"^[A-Za-z]+/[A-Za-z_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeZone();

    [GeneratedRegex(@"^[YMDHmSs][0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeAmount();
}
