using System.Text.Json;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>A value in a request to OpenAI with its path; every reader refuses what is of another type.</summary>
internal readonly record struct OpenAiField(JsonElement Value, string Path)
{
    /// <summary>Whether it is an array.</summary>
    public bool IsArray => Value.ValueKind == JsonValueKind.Array;

    /// <summary>Whether it is a string.</summary>
    public bool IsText => Value.ValueKind == JsonValueKind.String;

    /// <summary>It as JSON.</summary>
    public string Raw => Value.GetRawText();

    /// <summary>A member; null where there is none, or null is its value.</summary>
    public OpenAiField? Find(string name) =>
        Object().Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new OpenAiField(value, Path.Length == 0 ? name : $"{Path}.{name}")
            : null;

    /// <summary>A member that must be there.</summary>
    public OpenAiField Need(string name) => Find(name) ?? throw OpenAiError.Missing(Path.Length == 0 ? name : $"{Path}.{name}");

    /// <summary>The text of a member that must be there.</summary>
    public string NeedText(string name) => Need(name).Text();

    /// <summary>It as text.</summary>
    public string Text() => IsText ? Value.GetString()! : throw WrongType("a string");

    /// <summary>It as an object.</summary>
    public OpenAiField Object() => Value.ValueKind == JsonValueKind.Object ? this : throw WrongType("an object");

    /// <summary>It as true or false.</summary>
    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Value.GetBoolean()
        : throw WrongType("a boolean");

    /// <summary>Its elements.</summary>
    public IEnumerable<OpenAiField> Items()
    {
        if (!IsArray) throw WrongType("an array");
        var path = Path;
        return Value.EnumerateArray().Select((item, at) => new OpenAiField(item, $"{path}[{at}]"));
    }

    /// <summary>It as one of some words.</summary>
    public string OneOf(params string[] allowed)
    {
        var text = Text();
        return allowed.Contains(text) ? text : throw OpenAiError.Value(Path, text, allowed);
    }

    /// <summary>Refuses a number that is out of its range.</summary>
    public void Between(double least, double most)
    {
        if (Value.ValueKind != JsonValueKind.Number) throw WrongType("a decimal");
        var number = Value.GetDouble();
        if (number < least)
            throw OpenAiError.Bad($"Invalid '{Path}': decimal below minimum value. Expected a value >= {least}, but got {number} instead.", Path, "decimal_below_min_value");
        if (number > most)
            throw OpenAiError.Bad($"Invalid '{Path}': decimal above maximum value. Expected a value <= {most}, but got {number} instead.", Path, "decimal_above_max_value");
    }

    /// <summary>Refuses what is no whole number, or one that is too small.</summary>
    public void AtLeast(int least)
    {
        if (Value.ValueKind != JsonValueKind.Number || !Value.TryGetInt64(out var number)) throw WrongType("an integer");
        if (number < least)
            throw OpenAiError.Bad($"Invalid '{Path}': integer below minimum value. Expected a value >= {least}, but got {number} instead.", Path, "integer_below_min_value");
    }

    /// <summary>Refuses a text that is too long.</summary>
    public void AtMostLong(int most)
    {
        var length = Text().Length;
        if (length > most)
            throw OpenAiError.Bad($"Invalid '{Path}': string too long. Expected a string with maximum length {most}, but got a string with length {length} instead.", Path, "string_above_max_length");
    }

    /// <summary>Refuses members that OpenAI does not know.</summary>
    public void Only(IReadOnlySet<string> known)
    {
        foreach (var member in Object().Value.EnumerateObject())
        {
            if (known.Contains(member.Name)) continue;
            var path = Path.Length == 0 ? member.Name : $"{Path}.{member.Name}";
            throw OpenAiError.Bad($"Unknown parameter: '{path}'.", path, "unknown_parameter");
        }
    }

    /// <summary>That it is of the wrong type.</summary>
    public RequestRefused WrongType(string expected) => OpenAiError.Bad(
        $"Invalid type for '{Path}': expected {expected}, but got {Kind()} instead.", Path, "invalid_type");

    private string Kind() => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => Value.TryGetInt64(out _) ? "an integer" : "a decimal",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
