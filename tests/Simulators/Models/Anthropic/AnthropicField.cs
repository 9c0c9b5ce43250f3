using System.Text.Json;
using System.Text.Json.Nodes;
using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.Anthropic;

/// <summary>A value in a request to Anthropic with its path; every reader refuses what is of another type.</summary>
internal readonly record struct AnthropicField(JsonElement Value, string Path)
{
    /// <summary>Whether it is a string.</summary>
    public bool IsText => Value.ValueKind == JsonValueKind.String;

    /// <summary>It as JSON, without the mark that the cache is kept to here: the mark is no part of what is read.</summary>
    public string Unmarked
    {
        get
        {
            if (Value.ValueKind != JsonValueKind.Object) return Value.GetRawText();
            var copy = JsonNode.Parse(Value.GetRawText())!.AsObject();
            copy.Remove("cache_control");
            return copy.ToJsonString(EventStream.Json);
        }
    }

    /// <summary>A member; null where there is none, or null is its value.</summary>
    public AnthropicField? Find(string name) =>
        Object().Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? new AnthropicField(value, At(name))
            : null;

    /// <summary>A member that must be there.</summary>
    public AnthropicField Need(string name) => Find(name) ?? throw AnthropicError.Bad($"{At(name)}: Field required");

    /// <summary>The text of a member that must be there.</summary>
    public string NeedText(string name) => Need(name).Text();

    /// <summary>It as text.</summary>
    public string Text() => IsText ? Value.GetString()! : throw Wrong("Input should be a valid string");

    /// <summary>It as an object.</summary>
    public AnthropicField Object() => Value.ValueKind == JsonValueKind.Object ? this : throw Wrong("Input should be an object");

    /// <summary>It as true or false.</summary>
    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Value.GetBoolean()
        : throw Wrong("Input should be a valid boolean");

    /// <summary>Its elements.</summary>
    public IEnumerable<AnthropicField> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array) throw Wrong("Input should be a valid list");
        var path = Path;
        return Value.EnumerateArray().Select((item, at) => new AnthropicField(item, $"{path}.{at}"));
    }

    /// <summary>It as one of some words.</summary>
    public string OneOf(params string[] allowed)
    {
        var text = Text();
        return allowed.Contains(text)
            ? text
            : throw Wrong($"Input should be {string.Join(", ", allowed.Select(word => $"'{word}'"))}");
    }

    /// <summary>Refuses a number that is out of its range.</summary>
    public void Between(double least, double most)
    {
        if (Value.ValueKind != JsonValueKind.Number) throw Wrong("Input should be a valid number");
        if (Value.GetDouble() < least) throw Wrong($"Input should be greater than or equal to {least}");
        if (Value.GetDouble() > most) throw Wrong($"Input should be less than or equal to {most}");
    }

    /// <summary>Refuses what is no whole number, or one that is too small.</summary>
    public void AtLeast(int least)
    {
        if (Value.ValueKind != JsonValueKind.Number || !Value.TryGetInt64(out var number)) throw Wrong("Input should be a valid integer");
        if (number < least) throw Wrong($"Input should be greater than or equal to {least}");
    }

    /// <summary>Refuses members that Anthropic does not know.</summary>
    public void Only(IReadOnlySet<string> known)
    {
        foreach (var member in Object().Value.EnumerateObject())
            if (!known.Contains(member.Name))
                throw AnthropicError.Bad($"{At(member.Name)}: Extra inputs are not permitted");
    }

    /// <summary>That it is wrong.</summary>
    public RequestRefused Wrong(string why) => AnthropicError.Bad($"{Path}: {why}");

    private string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
