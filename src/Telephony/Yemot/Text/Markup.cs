using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Takes the markup out of a text and leaves its words: headings, lists, tables, emphasis, links, code, HTML. A line is
/// left as a line, since each is heard as a sentence of its own.
/// </summary>
internal static partial class Markup
{
    /// <summary>Turns character references into characters; before anything else looks at the text.</summary>
    public static string DecodeReferences(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;

    /// <summary>The text without its markup.</summary>
    public static string Strip(string text)
    {
        if (text.Contains('<', StringComparison.Ordinal))
            text = StripHtml(text);
        if (text.Contains('[', StringComparison.Ordinal))
            text = StripLinks(text);
        text = StripLines(text);
        text = Citation().Replace(text, " ");
        text = Strong().Replace(text, "$1");
        text = Emphasis().Replace(text, "$1");
        return Escaped().Replace(text.Replace("~~", "", StringComparison.Ordinal), "$1")
            .Replace("`", "", StringComparison.Ordinal);
    }

    private static string StripHtml(string text)
    {
        for (var start = text.IndexOf("<!--", StringComparison.Ordinal); start >= 0;
            start = text.IndexOf("<!--", start, StringComparison.Ordinal))
        {
            var end = text.IndexOf("-->", start + 4, StringComparison.Ordinal);
            if (end < 0)
                break;
            text = text.Remove(start, end + 3 - start);
        }

        text = AutoLink().Replace(text, "$1");
        text = LineTag().Replace(text, "\n");
        return Tag().Replace(text, "");
    }

    private static string StripLinks(string text)
    {
        text = Definition().Replace(text, "");
        text = Footnote().Replace(text, "");
        text = Link().Replace(text, "$1");
        return ReferenceLink().Replace(text, "$1");
    }

    private static string StripLines(string text)
    {
        var lines = text.Split('\n');
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < lines.Length; at++)
        {
            if (Fence().IsMatch(lines[at]))
            {
                // A fence that is never closed is most likely a text that was cut off: only its mark goes.
                var end = Array.FindIndex(lines, at + 1, line => Fence().IsMatch(line));
                if (end < 0)
                {
                    lines = [.. lines[..at], .. lines[(at + 1)..]];
                    at--;
                }
                else
                {
                    at = end;
                    kept.Append('\n');
                }

                continue;
            }

            kept.Append(StripLine(lines[at])).Append('\n');
        }

        return kept.ToString();
    }

    private static string StripLine(string line)
    {
        if (Rule().IsMatch(line) || TableRule().IsMatch(line))
            return "";
        line = Quote().Replace(line, "");
        line = Heading().Replace(line, "");
        line = Bullet().Replace(line, "");
        line = Checkbox().Replace(line, "");
        line = Ordinal().Replace(line, "$1, ");
        return line.Contains('|', StringComparison.Ordinal) ? line.Replace("|", ", ", StringComparison.Ordinal) : line;
    }

    [GeneratedRegex(@"<((?:https?://|mailto:)[^\s<>]{1,500}|[^\s<>@]{1,64}@[^\s<>@]{1,255})>")]
    private static partial Regex AutoLink();

    [GeneratedRegex(@"<(?:br|hr|/p|/div|/li|/tr|/h[1-6]|/ul|/ol|/table)\s{0,5}/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LineTag();

    [GeneratedRegex(@"</?[A-Za-z][^<>\n]{0,500}>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^[ ]{0,3}\[[^\[\]\n]{1,100}\]:[ ]+[^\n]{0,1000}$", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\[\^[^\[\]\n]{1,50}\]")]
    private static partial Regex Footnote();

    [GeneratedRegex(@"!?\[([^\[\]\n]{0,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!?\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,100}\]")]
    private static partial Regex ReferenceLink();

    [GeneratedRegex(@"【[^【】\n]{0,100}】")]
    private static partial Regex Citation();

    [GeneratedRegex(@"\*\*(?=\S)([^\n]{1,500}?)(?<=\S)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![A-Za-z0-9_*\\])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*\\])\*(?![A-Za-z0-9_*])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!|~>])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^\s{0,20}(?:```[^`]{0,100}|~~~[^~]{0,100})$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s{0,20}(?:-\s{0,3}){3,}$|^\s{0,20}(?:\*\s{0,3}){3,}$|^\s{0,20}(?:_\s{0,3}){3,}$|^\s{0,20}={3,}\s{0,20}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?=[^\n]*-)(?=[^\n]*\|)[\s|:-]+$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^\s{0,20}(?:>\s{0,3}){1,10}")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^\s{0,20}#{1,6}\s+|\s+#{1,6}\s{0,20}$(?<=\p{L}\s{1,5}#{2,6}\s{0,20})")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,20}[-–*+•◦▪●○‣·∙■□►▶➢✓✔✅☑][ ]+(?=\S)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^\s{0,20}\[[ xX]\][ ]+")]
    private static partial Regex Checkbox();

    [GeneratedRegex(@"^\s{0,20}(\d{1,3})[.)][ ]+(?=\S)")]
    private static partial Regex Ordinal();
}
