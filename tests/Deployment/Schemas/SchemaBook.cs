using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace YemotAi.Deployment.Schemas;

/// <summary>
/// The schemas of Kubernetes' objects, from the npm packages <c>kubernetes-models</c> and
/// <c>@kubernetes-models/apimachinery</c>; where they are not installed, their tests are skipped.
/// </summary>
internal sealed partial class SchemaBook
{
    private const string Version = "4.3.1";

    private readonly string _folder;
    private readonly Dictionary<string, JsonObject?> _read = [];

    private SchemaBook(string folder) => _folder = folder;

    /// <summary>Where <c>scripts/install-kubernetes-schemas</c> puts them.</summary>
    public static SchemaBook Open()
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "yemotai", "tools", $"kubernetes-schemas-{Version}");
        Assert.SkipUnless(Directory.Exists(folder), "The schemas of Kubernetes are not here: run scripts/install-kubernetes-schemas.");
        return new SchemaBook(folder);
    }

    /// <summary>The schema of a kind of object; null when there is none.</summary>
    /// <param name="apiVersion">Such as <c>apps/v1</c>; <c>v1</c> is the core's.</param>
    /// <param name="kind">Such as <c>Deployment</c>.</param>
    public JsonObject? Of(string apiVersion, string kind)
    {
        var parts = apiVersion.Split('/');
        var group = parts.Length == 1 ? "core" : parts[0].Split('.')[0];
        return Named($"io.k8s.api.{group}.{parts[^1]}.{kind}");
    }

    /// <summary>A schema by the name with which others refer to it; null when there is none.</summary>
    public JsonObject? Named(string name)
    {
        if (_read.TryGetValue(name, out var known)) return known;
        // io.k8s.api.apps.v1.Deployment is in IoK8sApiAppsV1Deployment.js.
        var words = name.Split('.', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        var file = Path.Combine(_folder, string.Concat(words) + ".js");
        if (!Path.GetFullPath(file).StartsWith(_folder, StringComparison.Ordinal) || !File.Exists(file)) return _read[name] = null;
        var text = SchemaText().Match(File.ReadAllText(file)).Groups[1].Value;
        return _read[name] = (JsonObject)JsonNode.Parse(text)!;
    }

    [GeneratedRegex(@"^const schema = (\{.*?^\});", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex SchemaText();
}
