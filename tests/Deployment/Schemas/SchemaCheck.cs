using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YemotAi.Deployment.Schemas;

/// <summary>
/// Checks an object against its schema, strictly: a field that the schema does not name is a problem. It knows as much of
/// JSON Schema as those of Kubernetes use, and stops at a word that it does not know.
/// </summary>
internal sealed partial class SchemaCheck(SchemaBook book)
{
    private readonly List<string> _problems = [];

    /// <summary>What is wrong with an object: one sentence each, with the place.</summary>
    public static IReadOnlyList<string> Problems(SchemaBook book, JsonObject body)
    {
        var kind = body["kind"]?.ToString() ?? "";
        var version = body["apiVersion"]?.ToString() ?? "";
        var name = $"{kind}/{body["metadata"]?["name"]}";
        if (book.Of(version, kind) is not { } schema) return [$"{name}: there is no {kind} in {version}."];
        var check = new SchemaCheck(book);
        check.Check(body, schema, name);
        return check._problems;
    }

    private void Check(JsonNode? node, JsonObject schema, string place)
    {
        if (node is null && schema["nullable"]?.GetValue<bool>() == true) return;
        foreach (var (word, rule) in schema)
        {
            switch (word)
            {
                case "$ref": Check(node, Referred(rule!.ToString()), place); break;
                case "oneOf": CheckOneOf(node, (JsonArray)rule!, place); break;
                case "type": CheckType(node, rule!.ToString(), place); break;
                case "format": CheckFormat(node, rule!.ToString(), place); break;
                case "enum":
                    if (!((JsonArray)rule!).Any(allowed => JsonNode.DeepEquals(allowed, node)))
                        Problem(place, $"'{node}' is not allowed. Allowed: {string.Join(", ", (JsonArray)rule!)}.");
                    break;
                case "properties": CheckFields(node, (JsonObject)rule!, schema["additionalProperties"], place); break;
                case "additionalProperties":
                    if (!schema.ContainsKey("properties")) CheckFields(node, [], rule, place);
                    break;
                case "required":
                    foreach (var field in ((JsonArray)rule!).Where(field => node is JsonObject map && map[field!.ToString()] is null))
                        Problem(place, $"the field '{field}' is missing.");
                    break;
                case "items":
                    var index = 0;
                    foreach (var item in node as JsonArray ?? []) Check(item, (JsonObject)rule!, $"{place}[{index++}]");
                    break;
                case "nullable" or "description": break;
                default: throw new InvalidDataException($"The schema of {place} has '{word}', which this check does not know.");
            }
        }
    }

    private JsonObject Referred(string reference) =>
        book.Named(reference.TrimEnd('#')) ?? throw new InvalidDataException($"There is no schema '{reference}'.");

    /// <summary>What is wrong is said of the only form that is more than "nothing"; of several, just that none fits.</summary>
    private void CheckOneOf(JsonNode? node, JsonArray forms, string place)
    {
        var tried = forms.OfType<JsonObject>().Select(form =>
        {
            var check = new SchemaCheck(book);
            check.Check(node, form, place);
            return (form, problems: check._problems);
        }).ToList();
        if (tried.Any(form => form.problems.Count == 0)) return;
        var real = tried.Where(form => form.form["type"]?.ToString() != "null").ToList();
        if (real.Count == 1) _problems.AddRange(real[0].problems);
        else Problem(place, $"'{node}' has none of the forms that are allowed.");
    }

    private void CheckFields(JsonNode? node, JsonObject known, JsonNode? others, string place)
    {
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            if (known[name] is JsonObject schema) Check(value, schema, $"{place}.{name}");
            else if (others is JsonObject other) Check(value, other, $"{place}.{name}");
            else if (others?.GetValue<bool>() != true) Problem(place, $"there is no field '{name}'.");
        }
    }

    private void CheckType(JsonNode? node, string type, string place)
    {
        var fits = type switch
        {
            "null" => node is null,
            "object" => node is JsonObject,
            "array" => node is JsonArray,
            "string" => node is JsonValue value && value.TryGetValue<string>(out _),
            "boolean" => node is JsonValue value && value.TryGetValue<bool>(out _),
            "integer" => node is JsonValue value && value.TryGetValue<long>(out _),
            "number" => node is JsonValue value && (value.TryGetValue<long>(out _) || value.TryGetValue<double>(out _)),
            _ => throw new InvalidDataException($"The schema of {place} has the type '{type}', which this check does not know."),
        };
        if (!fits) Problem(place, $"'{node?.ToJsonString() ?? "nothing"}' is no {type}.");
    }

    private void CheckFormat(JsonNode? node, string format, string place)
    {
        if (node is not JsonValue value) return;
        var text = value.ToString();
        var fits = format switch
        {
            "int32" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "int64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "double" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "quantity" => Quantity().IsMatch(text),
            "int-or-string" => true,
            _ => throw new InvalidDataException($"The schema of {place} has the format '{format}', which this check does not know."),
        };
        if (!fits) Problem(place, $"'{text}' is not of the form {format}.");
    }

    private void Problem(string place, string what) => _problems.Add($"{place}: {what}");

    [GeneratedRegex(@"^[+-]?(\d+|\d+\.\d*|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$")]
    private static partial Regex Quantity();
}
