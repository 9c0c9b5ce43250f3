using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace YemotAi.Deployment.Manifests;

/// <summary>Builds what is applied, by <c>kubectl kustomize</c>; without a kubectl that can, its tests are skipped.</summary>
internal static class Kustomize
{
    /// <summary>The first that knows components and labels as they are written here.</summary>
    private static readonly Version Least = new(4, 5);

    /// <summary>A guard: a build takes a tenth of a second.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly Lazy<Task<string?>> Missing = new(WhatIsMissingAsync);

    /// <summary>Builds a folder, and reads the example's secrets beside it.</summary>
    /// <param name="k8s">The folder <c>k8s</c>, or a copy of it.</param>
    /// <param name="folder">Where in it the kustomization is, such as <c>overlays/small</c>.</param>
    public static async Task<ManifestSet> BuildAsync(string k8s, string folder)
    {
        var missing = await Missing.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        var (code, output, errors) = await RunAsync("kustomize", Path.Combine(k8s, folder));
        Assert.True(code == 0, $"{folder} does not build: {errors}");
        Assert.True(errors.Length == 0, $"{folder} builds with warnings: {errors}");
        var secrets = await File.ReadAllTextAsync(Path.Combine(k8s, "secrets.example.yaml"));
        return new ManifestSet(ManifestsOf(output), ManifestsOf(secrets));
    }

    private static IReadOnlyList<Manifest> ManifestsOf(string text) => [.. YamlText.Documents(text).Select(body => new Manifest(body))];

    private static async Task<string?> WhatIsMissingAsync()
    {
        try
        {
            var (_, output, _) = await RunAsync("version", "--client", "-o", "json");
            var version = JsonNode.Parse(output)?["kustomizeVersion"]?.ToString().TrimStart('v').Split('-')[0];
            return Version.TryParse(version, out var has) && has >= Least
                ? null
                : $"kubectl is here, but its kustomize is too old ({version ?? "not said"}); {Least} or later is needed.";
        }
        catch (Win32Exception)
        {
            return "kubectl is not here; it builds the manifests.";
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("kubectl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"kubectl {string.Join(' ', arguments)} took longer than {Limit}.");
        }
    }
}
