using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>The host's tools in the app-server's terms: told when a thread is started, and fixed from then on.</summary>
internal static class AppServerTools
{
    private const string Failed = "It failed.";

    /// <summary>Writes <c>dynamicTools</c>: what may be run, and what may be asked for.</summary>
    public static void Write(Utf8JsonWriter writer, MindRequest request)
    {
        writer.WriteStartArray("dynamicTools");
        foreach (var (name, description, parameters) in All(request))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "function");
            writer.WriteString("name", name);
            writer.WriteString("description", description);
            writer.WritePropertyName("inputSchema");
            parameters.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>What a thread cannot change: two requests with the same can share one.</summary>
    public static string SignatureOf(string system, MindRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(system);
        foreach (var (name, description, parameters) in All(request))
        {
            Add(name);
            Add(description);
            Add(parameters.GetRawText());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }

    /// <summary>Runs what a model called. What goes wrong is told to the model, without any detail.</summary>
    /// <param name="called">What it called.</param>
    /// <param name="request">The tools that there are.</param>
    /// <param name="longest">The longest result, in characters.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<(string Text, bool Success)> RunAsync(
        AppServerEvent.ToolCalled called, MindRequest request, int longest, CancellationToken cancellation)
    {
        if (request.Tools.FirstOrDefault(tool => tool.Name == called.Tool) is not { } tool)
            return ("There is no such tool.", false);
        if (called.Arguments.ValueKind != JsonValueKind.Object) return ("The arguments must be a JSON object.", false);
        try
        {
            var text = await tool.Run(called.Arguments, cancellation);
            return (text.Length <= longest ? text : text[..longest], true);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            return (Failed, false);
        }
    }

    private static IEnumerable<(string Name, string Description, JsonElement Parameters)> All(MindRequest request) =>
        request.Tools.Select(tool => (tool.Name, tool.Description, tool.Parameters)).Concat(ActTools.For(request));
}
