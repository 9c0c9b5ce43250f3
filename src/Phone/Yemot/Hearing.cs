using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot;

/// <summary>Puts what is played into text.</summary>
internal static class Hearing
{
    private static readonly Dictionary<string, string> Messages = new(StringComparer.Ordinal)
    {
        ["1002"] = "nothing was keyed",
        ["1012"] = "record after the tone",
        ["1035"] = "too few digits",
        ["1224"] = "not one of the choices",
        ["1305"] = "the recording is too short",
        ["1353"] = "to confirm press 1, to key it again press 2",
        ["1607"] = "no answer from the API server",
        ["3345"] = "1 to listen, 2 or # to accept, 3 to record again, 4 to go on",
    };

    public static HeardItem SystemMessage(string number)
    {
        var meaning = Messages.TryGetValue(number, out var text) ? " " + text : "";
        return new HeardItem(HeardKind.SystemMessage, $"[M{number}{meaning}]");
    }

    public static HeardItem Sound(string what) => new(HeardKind.Sound, $"[{what}]");

    public static HeardItem Echo(string value) => new(HeardKind.Echo, $"[you entered: {value}]");

    /// <summary>What an item sounds like; null when it makes no sound.</summary>
    public static HeardItem? Of(PromptItem item) => item.Kind switch
    {
        PromptItemKind.Text => new HeardItem(HeardKind.Words, item.Content.Trim()),
        PromptItemKind.Digits or PromptItemKind.Number or PromptItemKind.Letters or PromptItemKind.Date
            => new HeardItem(HeardKind.Words, item.Content),
        PromptItemKind.HebrewDate => new HeardItem(HeardKind.Words, $"[Hebrew date of {item.Content}]"),
        PromptItemKind.Time => new HeardItem(HeardKind.Words, $"[time {item.Content}]"),
        PromptItemKind.File => Sound($"file {item.Content}"),
        PromptItemKind.TextFile => Sound($"text file {item.Content}"),
        PromptItemKind.Music => Sound($"music {item.Content}"),
        PromptItemKind.SystemMessage => SystemMessage(item.Content),
        _ => null,
    };
}
