using System.Xml;

namespace YemotAi.Telephony.Twilio.TwiML;

/// <summary>
/// <c>&lt;Stream&gt;</c>: the WebSocket of a <see cref="Connect"/>. Its track is always the caller's; others are refused
/// there (31941), so none can be given.
/// </summary>
public sealed class MediaStream
{
    /// <summary>A parameter's name and value together are shorter than this (protocol section 1.2).</summary>
    public const int ParameterLimit = 500;

    /// <summary>To this socket.</summary>
    /// <param name="url">An absolute wss address without query.</param>
    public MediaStream(Uri url) => Url = TwiMLRules.Socket(url, nameof(url));

    /// <summary>The socket.</summary>
    public Uri Url { get; }

    /// <summary>Its name, unique in the call.</summary>
    public string? Name
    {
        get;
        init => field = value is null || (value.Length is > 0 and <= 200 && !value.Any(char.IsControl))
            ? value : throw new ArgumentException("Allowed are 1 to 200 characters.", nameof(Name));
    }

    /// <summary>Is told when the stream starts, stops, fails.</summary>
    public Uri? StatusCallback { get; init => field = TwiMLRules.WebOrNone(value); }

    /// <summary>How <see cref="StatusCallback"/> is asked.</summary>
    public CallbackMethod? StatusCallbackMethod { get; init; }

    /// <summary>Values that come with the stream's <c>start</c>, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init => field = Checked(value); } = [];

    internal void Write(XmlWriter xml)
    {
        xml.WriteStartElement("Stream");
        xml.WriteAttributeString("url", Url.AbsoluteUri);
        if (Name is not null) xml.WriteAttributeString("name", TwiMLRules.Clean(Name));
        if (StatusCallback is not null) xml.WriteAttributeString("statusCallback", StatusCallback.AbsoluteUri);
        if (StatusCallbackMethod is { } method) xml.WriteAttributeString("statusCallbackMethod", method == CallbackMethod.Get ? "GET" : "POST");
        foreach (var (name, value) in Parameters)
        {
            xml.WriteStartElement("Parameter");
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("value", value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static KeyValuePair<string, string>[] Checked(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var clean = parameters.Select(one => KeyValuePair.Create(TwiMLRules.Clean(one.Key ?? ""), TwiMLRules.Clean(one.Value ?? ""))).ToArray();
        foreach (var (name, value) in clean)
        {
            if (name.Length == 0) throw new ArgumentException("A parameter has a name.", nameof(parameters));
            if (name.Length + value.Length >= ParameterLimit)
                throw new ArgumentException($"Parameter {name}: name and value together have less than {ParameterLimit} characters.", nameof(parameters));
        }

        if (clean.DistinctBy(one => one.Key).Count() < clean.Length) throw new ArgumentException("A parameter's name is there once.", nameof(parameters));
        return clean;
    }
}
