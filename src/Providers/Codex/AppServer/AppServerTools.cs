using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>The host's tools in the app-server's terms: told when a thread is started, and fixed from then on.</summary>
internal static class AppServerTools
{
    /// <summary>Writes <c>dynamicTools</c>: what may be run, and what may be asked for.</summary>
    public static void Write(Utf8JsonWriter writer, MindRequest request)
    {
        writer.WriteStartArray("dynamicTools");
        foreach (var (name, description, parameters) in OfferedTools.Of(request))
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
        foreach (var (name, description, parameters) in OfferedTools.Of(request))
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
}
