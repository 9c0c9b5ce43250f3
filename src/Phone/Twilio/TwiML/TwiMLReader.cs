using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace YemotAi.Phone.Twilio.TwiML;

/// <summary>Reads an answer of the line as Twilio does, and says with Twilio's codes what is wrong with it (protocol section 1.3).</summary>
public static class TwiMLReader
{
    /// <summary>Largest document in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    private const int LongestParameter = 500;
    private static readonly string[] Types = ["text/xml", "application/xml", "text/html"];

    /// <summary>Reads the answer of a webhook.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="contentType">Its type, as the header says.</param>
    /// <param name="body">Its body.</param>
    public static TwiMLDocument Read(int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (status is < 200 or > 299) return Rejected(11200, $"the line answered with status {status}");
        var type = contentType?.Split(';')[0].Trim();
        if (body.Length > 0 && !Types.Contains(type, StringComparer.OrdinalIgnoreCase)) return Rejected(12300, $"the answer's type is '{type}'");
        return Read(body);
    }

    /// <summary>Reads a document alone.</summary>
    public static TwiMLDocument Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length > MostBytes) return Rejected(11750, $"the document has more than {MostBytes} bytes");
        XElement root;
        try
        {
            using var stream = new MemoryStream(body.ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            root = XElement.Load(reader);
        }
        catch (XmlException error)
        {
            return Rejected(12100, $"the document is no XML: {error.Message}");
        }

        if (root.Name != "Response") return Rejected(12100, $"the document is <{root.Name}> and not <Response>");
        var troubles = new List<TwilioTrouble>();
        var verbs = root.Elements().Select(element => Verb(element, TwiMLSchema.Verbs, "Response", troubles)).OfType<TwiMLVerb>().ToList();
        if (root.Nodes().OfType<XText>().Any(text => !string.IsNullOrWhiteSpace(text.Value))) troubles.Add(new(12200, false, "there is text beside the verbs"));
        var streams = verbs.SelectMany(verb => verb.Children).Where(verb => verb is { Name: "Stream" } && verb["name"] is not null);
        if (streams.GroupBy(stream => stream["name"]).Any(names => names.Count() > 1)) troubles.Add(new(12200, true, "two streams have one name"));
        return troubles.Exists(trouble => trouble.IsError) ? new([], troubles) : new(verbs, troubles);
    }

    /// <summary>Reads a document alone.</summary>
    public static TwiMLDocument Read(string document) => Read(Encoding.UTF8.GetBytes(document ?? ""));

    private static TwiMLVerb? Verb(XElement element, IEnumerable<string> allowed, string parent, List<TwilioTrouble> troubles)
    {
        var name = element.Name.ToString();
        if (!allowed.Contains(name))
        {
            troubles.Add(new(12200, false, $"<{parent}> has no <{name}>; it is passed over"));
            return null;
        }

        var schema = TwiMLSchema.Elements[name];
        var attributes = new Dictionary<string, string>();
        foreach (var attribute in element.Attributes())
        {
            var known = Array.Find(schema.Attributes, one => one.Name == attribute.Name.ToString());
            if (known.Name is null) troubles.Add(new(12200, false, $"<{name}> has no attribute {attribute.Name}"));
            else if (known.Check(attribute.Value) is { } wrong)
                troubles.Add(new(wrong.Code, wrong.Code != 12200, $"{attribute.Name} of <{name}> {wrong.What}: '{attribute.Value}'"));
            else attributes[known.Name] = attribute.Value;
        }

        var children = element.Elements().Select(child => Verb(child, schema.Children, name, troubles)).OfType<TwiMLVerb>().ToList();
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value)).Trim();
        var verb = new TwiMLVerb(name, attributes, text, children);
        if (Missing(verb, element) is { } missing) troubles.Add(missing);
        return verb;
    }

    /// <summary>What a verb needs beyond its attributes.</summary>
    private static TwilioTrouble? Missing(TwiMLVerb verb, XElement source) => verb.Name switch
    {
        "Say" when verb.Text.Length == 0 => new(13520, true, "<Say> says nothing"),
        "Play" when verb["digits"] is null && !TwiMLSchema.IsAddress(verb.Text) => new(11100, true, $"<Play> has no address: '{verb.Text}'"),
        "Redirect" when verb.Text.Length > 0 && !TwiMLSchema.IsAddress(verb.Text) => new(11100, true, $"<Redirect> has no address: '{verb.Text}'"),
        "Connect" when verb.Children.Count != 1 => new(12200, true, "<Connect> connects to nothing, or to several"),
        "Stream" when source.Attribute("url") is null => new(31923, true, "<Stream> has no url"),
        "Parameter" when verb["name"] is null or "" || verb["value"] is null => new(12200, true, "<Parameter> has no name or no value"),
        "Parameter" when verb["name"]!.Length + verb["value"]!.Length >= LongestParameter =>
            new(12200, true, $"name and value of <Parameter> {verb["name"]} have {LongestParameter} characters or more"),
        "Dial" when verb.Children.Count == 0 && !IsNumber(verb.Text) => new(13223, true, $"<Dial> has no number: '{verb.Text}'"),
        "Number" when !IsNumber(verb.Text) => new(13223, true, $"<Number> is no number: '{verb.Text}'"),
        // Seen on real lines: the whole document fails.
        "Gather" when verb.Children.Any(child => child.Name == "Say" && child["language"] == "he-IL") =>
            new(13512, true, "<Say> inside <Gather> speaks he-IL"),
        _ => null,
    };

    private static bool IsNumber(string text)
    {
        var digits = text.StartsWith('+') ? text[1..] : text;
        return digits.Length is >= 3 and <= 20 && digits.All(char.IsAsciiDigit);
    }

    private static TwiMLDocument Rejected(int code, string what) => new([], [new TwilioTrouble(code, true, what)]);
}
