using System.Text.Json;
using System.Text.RegularExpressions;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>What OpenAI demands of the JSON schemas of tools and answers.</summary>
internal static partial class OpenAiSchema
{
    /// <summary>Refuses a function whose name or parameters are wrong; gives its name.</summary>
    public static string Function(OpenAiField function)
    {
        var name = Name(function.Need("name"));
        var strict = function.Find("strict") is { } flag && flag.Flag();
        if (function.Find("description") is { } description) description.Text();
        if (function.Find("parameters") is { } parameters)
            Check(parameters, strict, $"Invalid schema for function '{name}': ", "invalid_function_parameters");
        return name;
    }

    /// <summary>Refuses a wrong <c>json_schema</c> format; gives the schema.</summary>
    public static string Format(OpenAiField format)
    {
        var name = Name(format.Need("name"));
        var schema = format.Need("schema");
        var strict = format.Find("strict") is { } flag && flag.Flag();
        Check(schema, strict, $"Invalid schema for response_format '{name}': ", "invalid_json_schema");
        return schema.Raw;
    }

    private static string Name(OpenAiField field)
    {
        var name = field.Text();
        return NamePattern().IsMatch(name)
            ? name
            : throw OpenAiError.Bad($"Invalid '{field.Path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", field.Path, "invalid_value");
    }

    private static void Check(OpenAiField schema, bool strict, string prefix, string code)
    {
        schema.Object();
        if (schema.Value.TryGetProperty("type", out var type) is false || type.ValueKind != JsonValueKind.String || type.GetString() != "object")
        {
            var got = type.ValueKind == JsonValueKind.String ? type.GetString() : "None";
            throw OpenAiError.Bad($"{prefix}schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{got}\"'.", schema.Path, code);
        }

        if (strict && Loose(schema.Value, []) is { } wrong) throw OpenAiError.Bad(prefix + wrong, schema.Path, code);
    }

    // Strict mode: every object, however deep, lists all that it has as required and forbids all else.
    private static string? Loose(JsonElement schema, string[] at)
    {
        if (schema.ValueKind != JsonValueKind.Object) return null;
        var context = $"In context=({string.Join(", ", at.Select(step => $"'{step}'"))}), ";
        var properties = schema.TryGetProperty("properties", out var found) && found.ValueKind == JsonValueKind.Object
            ? found.EnumerateObject().ToList()
            : [];
        if (properties.Count > 0 || (schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object")))
        {
            if (!schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind != JsonValueKind.False)
                return context + "'additionalProperties' is required to be supplied and to be false.";
            var required = schema.TryGetProperty("required", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Select(item => item.GetString()).ToHashSet()
                : [];
            if (properties.Select(property => property.Name).FirstOrDefault(name => !required.Contains(name)) is { } missing)
                return context + $"'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
        }

        foreach (var property in properties)
            if (Loose(property.Value, [.. at, "properties", property.Name]) is { } wrong)
                return wrong;
        if (schema.TryGetProperty("items", out var items) && Loose(items, [.. at, "items"]) is { } wrongItems) return wrongItems;
        foreach (var name in (string[])["anyOf", "$defs", "definitions"])
        {
            if (!schema.TryGetProperty(name, out var inner)) continue;
            var all = inner.ValueKind switch
            {
                JsonValueKind.Array => inner.EnumerateArray(),
                JsonValueKind.Object => inner.EnumerateObject().Select(member => member.Value),
                _ => Enumerable.Empty<JsonElement>(),
            };
            foreach (var one in all)
                if (Loose(one, [.. at, name]) is { } wrong)
                    return wrong;
        }

        return null;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex NamePattern();
}
