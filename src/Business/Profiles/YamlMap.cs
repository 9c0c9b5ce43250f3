using System.Text;
using YamlDotNet.RepresentationModel;

namespace YemotAi.Business.Profiles;

/// <summary>
/// Reads one YAML map key by key. Remembers which keys it was asked for, so that what is left over at the end can be
/// reported as unknown, with the nearest known key.
/// </summary>
internal sealed class YamlMap(YamlMappingNode node, string path, FileProblems problems)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>The map itself, for its line.</summary>
    public YamlMappingNode Node => node;

    /// <summary>The way to a key of this map.</summary>
    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The value under a key, or null; an empty value counts as none.</summary>
    public YamlNode? Take(string key)
    {
        _asked.Add(key);
        foreach (var (k, value) in node.Children)
        {
            if (k is YamlScalarNode { Value: { } name } && name == key)
                return value is YamlScalarNode { Value: null or "" or "~" or "null" } ? null : value;
        }

        return null;
    }

    /// <summary>A text with its white space collapsed; empty if there is none.</summary>
    public string Text(string key, int most, bool required = false)
    {
        var value = Take(key);
        if (value is null)
        {
            if (required)
                problems.Add(node, PathOf(key), "is missing; a text is needed here");
            return "";
        }

        return TextOf(value, PathOf(key), most);
    }

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, int mostTexts, int mostCharacters)
    {
        var value = Take(key);
        if (value is null)
            return [];
        var nodes = value is YamlSequenceNode list ? list.Children : [value];
        if (nodes.Count > mostTexts)
            problems.Add(value, PathOf(key), $"has {nodes.Count} entries; at most {mostTexts} are allowed");
        var texts = new List<string>();
        foreach (var (item, i) in nodes.Take(mostTexts).Select((item, i) => (item, i)))
        {
            var text = TextOf(item, value is YamlSequenceNode ? $"{PathOf(key)}[{i + 1}]" : PathOf(key), mostCharacters);
            if (text.Length > 0)
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>The map under a key; null if there is none, or something else, which is reported.</summary>
    public YamlMap? Map(string key, string what)
    {
        var value = Take(key);
        if (value is YamlMappingNode map) return new YamlMap(map, PathOf(key), problems);
        if (value is not null) problems.Add(value, PathOf(key), $"must be a map of keys: {what}");
        return null;
    }

    /// <summary>The maps of a list, each with its way; what is no map is reported.</summary>
    public IEnumerable<YamlMap> Maps(string key, int most, string what)
    {
        var value = Take(key);
        if (value is null)
            yield break;
        if (value is not YamlSequenceNode list)
        {
            problems.Add(value, PathOf(key), $"must be a list of {what}, each beginning with \"- \"");
            yield break;
        }

        if (list.Children.Count > most)
            problems.Add(value, PathOf(key), $"has {list.Children.Count} entries; at most {most} are allowed");
        for (int i = 0; i < Math.Min(most, list.Children.Count); i++)
        {
            if (list.Children[i] is YamlMappingNode map)
                yield return new YamlMap(map, $"{PathOf(key)}[{i + 1}]", problems);
            else
                problems.Add(list.Children[i], $"{PathOf(key)}[{i + 1}]", $"must be a map of keys, one of the {what}");
        }
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Finish()
    {
        foreach (var (k, _) in node.Children)
        {
            if (k is not YamlScalarNode { Value: { } name })
                problems.Add(k, path, "has a key that is no plain text");
            else if (!_asked.Contains(name))
                problems.Add(k, PathOf(Shorten(name)), Unknown(name));
        }
    }

    private string Unknown(string name)
    {
        var nearest = NearestKey.Of(name, _asked);
        return (nearest is null ? "is not a known key" : $"is not a known key; did you mean \"{nearest}\"?")
            + $" Allowed here: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}";
    }

    private string TextOf(YamlNode value, string way, int most)
    {
        if (value is not YamlScalarNode { Value: { } raw })
        {
            problems.Add(value, way, "must be a text; if it contains a colon, put it in quotes");
            return "";
        }

        var text = Collapse(raw);
        if (text.Length > most)
        {
            problems.Add(value, way, $"has {text.Length} characters; at most {most} are allowed");
            return "";
        }

        if (!text.Any(char.IsLetterOrDigit))
        {
            problems.Add(value, way, "has no letter or digit; a text that can be said is needed");
            return "";
        }

        return text;
    }

    private static string Collapse(string raw)
    {
        var text = new StringBuilder(raw.Length);
        foreach (char c in raw)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                text.Append(c);
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    private static string Shorten(string name) => name.Length <= 40 ? name : name[..40];
}
