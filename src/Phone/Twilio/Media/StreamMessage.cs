using System.Buffers.Text;
using System.Text.Json;

namespace YemotAi.Phone.Twilio.Media;

/// <summary>A message of the line, read as strictly as Twilio's 31951 says: no field too many, none too few.</summary>
/// <param name="Event">media, mark or clear.</param>
/// <param name="MuLaw">The sound of media.</param>
/// <param name="Mark">The name of a mark.</param>
internal sealed record StreamMessage(string Event, byte[] MuLaw, string Mark)
{
    /// <summary>The message, or what is wrong with it.</summary>
    public static StreamMessage? Read(ReadOnlyMemory<byte> utf8, string streamSid, out string wrong)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8);
            var message = Read(json.RootElement, streamSid, out wrong);
            return wrong.Length == 0 ? message : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            wrong = "is no JSON";
            return null;
        }
    }

    private static StreamMessage? Read(JsonElement root, string streamSid, out string wrong)
    {
        wrong = "";
        if (root.ValueKind != JsonValueKind.Object) wrong = "is no object";
        else if (Text(root, "event") is not ("media" or "mark" or "clear")) wrong = $"has the event '{Text(root, "event")}'";
        else if (Text(root, "streamSid") != streamSid) wrong = $"has the streamSid '{Text(root, "streamSid")}'";
        if (wrong.Length > 0) return null;
        var name = Text(root, "event")!;
        if (name == "clear")
        {
            wrong = Extra(root, "event", "streamSid");
            return new StreamMessage(name, [], "");
        }

        wrong = Extra(root, "event", "streamSid", name);
        var field = name == "media" ? "payload" : "name";
        if (!root.TryGetProperty(name, out var inner) || inner.ValueKind != JsonValueKind.Object) wrong = $"has no {name}";
        else if (Text(inner, field) is null) wrong = $"has no {name}.{field}";
        else if (wrong.Length == 0) wrong = Extra(inner, field);
        if (wrong.Length > 0) return null;
        var value = Text(inner, field)!;
        if (name == "mark") return new StreamMessage(name, [], value);
        if (!Base64.IsValid(value)) wrong = "has a payload that is no base64";
        return wrong.Length > 0 ? null : new StreamMessage(name, Convert.FromBase64String(value), "");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Extra(JsonElement element, params string[] known)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name)) return $"has the field '{property.Name}'";
        }

        return "";
    }
}
