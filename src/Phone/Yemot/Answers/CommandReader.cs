using System.Globalization;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>Reads one command: a name, = and a value.</summary>
internal static class CommandReader
{
    private const int LongestBareAnswer = 40;

    private static readonly string[] Names =
    [
        "go_to_folder", "go_to_folder_and_play", "credit_card", "routing_yemot", "routing", "music_on_hold",
        "id_list_message", "noop", "read",
    ];

    /// <summary>The command, or null when it cannot be read; the broken rules are in the log.</summary>
    public static YemotCommand? Read(Piece piece, bool isWholeAnswer, bool followsText, RuleLog rules)
    {
        var equals = piece.Text.IndexOf('=');
        if (equals < 0) return ReadBare(piece, isWholeAnswer, followsText, rules);

        var name = piece.Text[..equals];
        if (!Names.Contains(name))
        {
            rules.Break(followsText ? YemotRules.TextCharacters : YemotRules.KnownCommand, piece);
            return null;
        }
        var value = piece.From(equals + 1);
        if (value.IsEmpty && name != "noop")
        {
            rules.Break(YemotRules.CommandValue, piece);
            return null;
        }
        var at = piece.Position;
        return name switch
        {
            "read" => ReadFieldsReader.Read(value, at, rules),
            "id_list_message" => new IdListMessageCommand(at, PromptReader.Read(value, rules)),
            "go_to_folder" => ReadMove(value, at, rules),
            "go_to_folder_and_play" => ReadMoveAndPlay(value, at, rules),
            "music_on_hold" => ReadMusic(value, at, rules),
            "routing_yemot" => TransferReader.ReadYemot(value, at, rules),
            "routing" => TransferReader.Read(value, at, rules),
            "credit_card" => CreditCardReader.Read(value, at, rules),
            _ => new NoopCommand(at, value.Text),
        };
    }

    private static BareAnswerCommand? ReadBare(Piece piece, bool isWholeAnswer, bool followsText, RuleLog rules)
    {
        if (Names.Contains(piece.Text)) rules.Break(YemotRules.CommandValue, piece);
        else if (followsText) rules.Break(YemotRules.TextCharacters, piece.Position - 1, "&" + piece.Text);
        else if (!isWholeAnswer || piece.Text.Length > LongestBareAnswer || !piece.Text.All(IsBareCharacter))
            rules.Break(YemotRules.KnownCommand, piece);
        else
        {
            rules.Break(YemotRules.BareAnswer, piece);
            return new BareAnswerCommand(piece.Position, piece.Text);
        }
        return null;
    }

    private static bool IsBareCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private static GoToFolderCommand ReadMove(Piece value, int at, RuleLog rules)
    {
        FieldList.CheckTarget(value, rules);
        return new GoToFolderCommand(at, value.Text);
    }

    private static GoToFolderAndPlayCommand ReadMoveAndPlay(Piece value, int at, RuleLog rules)
    {
        var fields = new FieldList(value, rules);
        fields.CheckCount(3);
        FieldList.CheckTarget(fields[1], rules);
        if (fields[2].IsEmpty || !PromptReader.IsFilePath(fields[2].Text)) rules.Break(YemotRules.MoveAndPlay, fields[2]);
        var offset = 0;
        if (!fields[3].IsEmpty && !int.TryParse(fields[3].Text, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
            rules.Break(YemotRules.MoveAndPlay, fields[3]);
        return new GoToFolderAndPlayCommand(at, fields[1].Text, fields[2].Text, offset);
    }

    private static MusicOnHoldCommand ReadMusic(Piece value, int at, RuleLog rules)
    {
        var fields = new FieldList(value, rules);
        fields.CheckCount(3);
        if (fields[1].IsEmpty || fields[1].Text.Any(char.IsWhiteSpace)) rules.Break(YemotRules.MusicOnHold, fields[1]);
        int? seconds = null;
        if (!fields[2].IsEmpty)
        {
            if (int.TryParse(fields[2].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) seconds = number;
            else rules.Break(YemotRules.MusicOnHold, fields[2]);
        }
        if (fields[3].Text is not ("" or "no_return")) rules.Break(YemotRules.MusicOnHold, fields[3]);
        return new MusicOnHoldCommand(at, fields[1].Text, seconds, StarEndsIt: fields[3].IsEmpty);
    }
}
