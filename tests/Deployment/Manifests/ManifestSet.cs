using System.Text.Json.Nodes;

namespace YemotAi.Deployment.Manifests;

/// <summary>All that is applied together, and the secrets that an operator makes beside it.</summary>
/// <param name="All">What is applied.</param>
/// <param name="Secrets">The secrets, as the example has them.</param>
internal sealed record ManifestSet(IReadOnlyList<Manifest> All, IReadOnlyList<Manifest> Secrets)
{
    public IEnumerable<Manifest> Workloads => All.Where(manifest => manifest.IsWorkload);

    public IEnumerable<Manifest> Of(string kind) => All.Where(manifest => manifest.Kind == kind);

    public Manifest? Find(string kind, string? name) => All.FirstOrDefault(manifest => manifest.Kind == kind && manifest.Name == name);

    /// <summary>One that is there.</summary>
    public Manifest The(string kind, string name) =>
        Find(kind, name) ?? throw new InvalidOperationException($"There is no {kind}/{name}.");

    /// <summary>A copy that can be changed.</summary>
    public ManifestSet Copy() => this with { All = [.. All.Select(manifest => new Manifest((JsonObject)manifest.Body.DeepClone()))] };

    /// <summary>Whether a selector (<c>matchLabels</c>, <c>matchExpressions</c>) fits labels; an empty one fits all.</summary>
    public static bool Selects(JsonNode? selector, IReadOnlyDictionary<string, string> labels) =>
        selector is not null
        && selector.Map("matchLabels").All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value)
        && selector.List("matchExpressions").All(expression =>
        {
            var has = labels.TryGetValue(expression.Text("key") ?? "", out var value);
            var isIn = has && expression.List("values").Any(allowed => allowed.ToString() == value);
            return expression.Text("operator") switch
            {
                "In" => isIn,
                "NotIn" => !isIn,
                "Exists" => has,
                "DoesNotExist" => !has,
                var other => throw new InvalidDataException($"'{other}' is no operator of a selector."),
            };
        });
}
