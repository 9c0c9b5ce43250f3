using System.Text;
using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>
/// A TwiML document: what Twilio is to do with a call. It cannot be made with what Twilio rejects (protocol sections 1.2
/// to 1.4).
/// </summary>
public sealed class VoiceResponse
{
    /// <summary>What the answer's <c>Content-Type</c> is; anything else is 12300.</summary>
    public const string ContentType = "text/xml; charset=utf-8";

    /// <summary>Largest document in bytes (11750).</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly string _xml;

    /// <summary>A document of these verbs, in order. None: Twilio ends the call.</summary>
    /// <exception cref="ArgumentException">
    /// It would be larger than <see cref="MaxBytes"/>, or something follows a verb after which nothing is reached, or two
    /// streams have one name.
    /// </exception>
    public VoiceResponse(params IReadOnlyList<TwiMLVerb> verbs)
    {
        ArgumentNullException.ThrowIfNull(verbs);
        Verbs = [.. verbs];
        for (var i = 0; i + 1 < Verbs.Count; i++)
        {
            if (Verbs[i].IsLast) throw new ArgumentException($"Nothing after <{Verbs[i].GetType().Name}> is ever reached.", nameof(verbs));
        }

        if (Verbs.Skip(1).Any(verb => verb is Reject)) throw new ArgumentException("<Reject> comes first: later the call has been answered.", nameof(verbs));
        if (Verbs.OfType<Connect>().Select(connect => connect.Stream.Name).OfType<string>().GroupBy(name => name).Any(names => names.Count() > 1))
            throw new ArgumentException("A stream's name is unique in its call.", nameof(verbs));
        _xml = Render(Verbs);
        if (Encoding.UTF8.GetByteCount(_xml) > MaxBytes) throw new ArgumentException($"A document has at most {MaxBytes} bytes (11750).", nameof(verbs));
    }

    /// <summary>The verbs.</summary>
    public IReadOnlyList<TwiMLVerb> Verbs { get; }

    /// <summary>The document, to be sent as UTF-8.</summary>
    public override string ToString() => _xml;

    private static string Render(IReadOnlyList<TwiMLVerb> verbs)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("Response");
            foreach (var verb in verbs) verb.Write(xml);
            xml.WriteEndElement();
        }

        return text.ToString();
    }
}
