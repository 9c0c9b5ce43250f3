using System.Text.Json;
using YemotAi.Simulators.Speech;

namespace YemotAi.Simulators.Google;

/// <summary>Reads a request's JSON as Google does: a name that it does not know and a value of another type are refused.</summary>
internal static class GoogleJson
{
    public static JsonElement Parse(byte[] body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            return json.ValueKind == JsonValueKind.Object ? json : throw Bad("Invalid JSON payload received. Expected an object.");
        }
        catch (JsonException)
        {
            throw Bad("Invalid JSON payload received. Unexpected token.");
        }
    }

    /// <summary>Refuses names that are not among these.</summary>
    public static JsonElement Only(this JsonElement json, string at, params string[] names)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Bad($"Invalid value at '{at}'.");
        foreach (var field in json.EnumerateObject())
        {
            if (!names.Contains(field.Name))
                throw Bad($"Invalid JSON payload received. Unknown name \"{field.Name}\" at '{at}': Cannot find field.");
        }

        return json;
    }

    public static JsonElement Need(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value : throw Bad($"{name} is required.");

    public static string Text(this JsonElement json, string name, string otherwise = "") =>
        !json.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw Bad($"Invalid value at '{name}' (TYPE_STRING).");

    public static double Number(this JsonElement json, string name, double otherwise, double least, double most)
    {
        if (!json.TryGetProperty(name, out var value)) return otherwise;
        if (value.ValueKind != JsonValueKind.Number) throw Bad($"Invalid value at '{name}' (TYPE_DOUBLE).");
        var number = value.GetDouble();
        return number >= least && number <= most ? number : throw Bad($"{name} must be {least} to {most}.");
    }

    public static SpeechRefusedException Bad(string message) => new(400, "invalid_argument", message);
}
