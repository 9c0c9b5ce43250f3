using System.Globalization;

namespace YemotAi.Phone.Twilio.TwiML;

/// <summary>A verb or noun of a document, with what is in it.</summary>
/// <param name="Name">Such as <c>Connect</c>.</param>
/// <param name="Attributes">Those that Twilio knows, with values that it takes.</param>
/// <param name="Text">Its text, trimmed.</param>
/// <param name="Children">What is nested in it.</param>
public sealed record TwiMLVerb(
    string Name, IReadOnlyDictionary<string, string> Attributes, string Text, IReadOnlyList<TwiMLVerb> Children)
{
    /// <summary>An attribute; null when it is not there.</summary>
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>The first of the nested ones with a name; null when there is none.</summary>
    public TwiMLVerb? Child(string name) => Children.FirstOrDefault(child => child.Name == name);

    internal int Number(string attribute, int otherwise) =>
        int.TryParse(this[attribute], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
