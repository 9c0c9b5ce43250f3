using System.Text;

namespace YemotAi.Phone.Yemot.Answers;

/// <summary>
/// Reads a line's answer as strictly as Yemot does and names every rule that it breaks. It shares nothing with the
/// line that wrote the answer, so that a mistake of the one cannot hide in the other.
/// </summary>
public static class YemotAnswerReader
{
    /// <summary>The most bytes of an answer that are read; more breaks a rule.</summary>
    public const int LargestAnswer = 65_536;

    private const string LogSwitch = "api_log_no";
    private const int LongestTexts = 1300;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads an answer as it came over HTTP.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The Content-Type header, if there was one.</param>
    /// <param name="body">The body's bytes.</param>
    public static YemotAnswer Read(int status, string? contentType, ReadOnlySpan<byte> body)
    {
        var rules = new RuleLog();
        if (status != 200) rules.Break(YemotRules.Status, 0, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (body.Length > LargestAnswer)
        {
            rules.Break(YemotRules.Size, LargestAnswer, "");
            body = body[..LargestAnswer];
        }
        string text;
        try
        {
            text = StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException e)
        {
            text = Encoding.UTF8.GetString(body);
            // A character cut in two by our own limit is not the line's mistake.
            if (body.Length < LargestAnswer) rules.Break(YemotRules.Utf8, e.Index, Convert.ToHexString(e.BytesUnknown ?? []));
        }
        CheckContentType(contentType, rules);
        return Read(text, rules);
    }

    /// <summary>Reads an answer's text.</summary>
    /// <param name="text">The text, without anything taken off.</param>
    public static YemotAnswer Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, new RuleLog());
    }

    private static YemotAnswer Read(string text, RuleLog rules)
    {
        if (!IsCommandText(text, rules)) return new YemotAnswer { Text = text, Broken = rules.Broken };

        var body = new Piece(text, 0);
        var keptFromLog = text.StartsWith(LogSwitch + "&", StringComparison.Ordinal);
        if (keptFromLog) body = body.From(LogSwitch.Length + 1);
        var commands = ReadCommands(body, rules);
        CheckTextLength(commands, rules);
        return new YemotAnswer { Text = text, Commands = commands, Broken = rules.Broken, KeptFromLog = keptFromLog };
    }

    private static bool IsCommandText(string text, RuleLog rules)
    {
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            rules.Break(YemotRules.NoBom, 0, "U+FEFF");
            return false;
        }
        var content = text.AsSpan().Trim();
        if (content.Length == 0)
        {
            rules.Break(YemotRules.NotEmpty, 0, text);
            return false;
        }
        if (content[0] is '<' or '{' or '[')
        {
            rules.Break(content[0] == '<' ? YemotRules.NoHtml : YemotRules.NoJson, text.IndexOf(content[0]), text);
            return false;
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsControl(text[i]) && text[i] is not ('\u2028' or '\u2029')) continue;
            rules.Break(YemotRules.OneLine, i, $"U+{(int)text[i]:X4}");
            return false;
        }
        return true;
    }

    private static List<YemotCommand> ReadCommands(Piece body, RuleLog rules)
    {
        var pieces = body.Split('&');
        // A trailing & is harmless; live libraries send it.
        if (pieces.Count > 1 && pieces[^1].IsEmpty) pieces.RemoveAt(pieces.Count - 1);
        if (body.IsEmpty) rules.Break(YemotRules.NotEmpty, body);

        var commands = new List<YemotCommand>();
        YemotCommand? previous = null;
        for (var i = 0; i < pieces.Count && !body.IsEmpty; i++)
        {
            var piece = pieces[i];
            if (piece.IsEmpty)
            {
                rules.Break(YemotRules.NoEmptyCommand, piece);
                continue;
            }
            if (piece.Text == LogSwitch)
            {
                rules.Break(pieces.Count == 1 ? YemotRules.NotEmpty : YemotRules.LogSwitchFirst, piece);
                continue;
            }
            CheckMayFollow(previous, piece, rules);
            var command = CommandReader.Read(piece, isWholeAnswer: pieces.Count == 1, EndsInText(previous), rules);
            if (command is null) continue;
            commands.Add(command);
            previous = command;
        }
        return commands;
    }

    private static void CheckMayFollow(YemotCommand? previous, Piece piece, RuleLog rules)
    {
        if (previous is null) return;
        if (previous is ReadCommand) rules.Break(YemotRules.NothingAfterRead, piece);
        else if (!previous.MayBeFollowed) rules.Break(YemotRules.Chaining, piece);
        else if (previous is IdListMessageCommand list)
        {
            if (piece.Text.StartsWith("id_list_message=", StringComparison.Ordinal)) rules.Break(YemotRules.OneMessageList, piece);
            if (list.Items.Any(i => i.Kind == PromptItemKind.Move)) rules.Break(YemotRules.MoveBeforeRest, piece);
        }
    }

    private static bool EndsInText(YemotCommand? command) =>
        command is IdListMessageCommand { Items: [.., { Kind: PromptItemKind.Text }] };

    private static void CheckTextLength(List<YemotCommand> commands, RuleLog rules)
    {
        var length = 0;
        foreach (var command in commands)
        {
            var items = command switch
            {
                IdListMessageCommand list => list.Items,
                ReadCommand read => read.Items,
                _ => [],
            };
            foreach (var item in items.Where(i => i.Kind == PromptItemKind.Text))
            {
                length += item.Content.Length;
                if (length <= LongestTexts) continue;
                rules.Break(YemotRules.TextLength, item.Position, item.Content);
                return;
            }
        }
    }

    private static void CheckContentType(string? contentType, RuleLog rules)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        var isPlain = parts[0].Equals("text/plain", StringComparison.OrdinalIgnoreCase);
        var charset = parts.Skip(1).FirstOrDefault(p => p.StartsWith("charset=", StringComparison.OrdinalIgnoreCase));
        var isUtf8 = charset is not null && charset[8..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        if (!isPlain || !isUtf8) rules.Break(YemotRules.PlainText, 0, contentType ?? "");
    }
}
