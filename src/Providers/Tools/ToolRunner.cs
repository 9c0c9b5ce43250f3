using System.Text.Json;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Providers.Tools;

/// <summary>Runs the host's tools for a model, and says in words what came of it: a model never breaks a turn.</summary>
/// <param name="maxResult">How much of a result the model is told, in characters.</param>
/// <param name="log">Hears of tools that fail.</param>
internal sealed partial class ToolRunner(int maxResult, ILogger log)
{
    private const int MostArguments = 64 * 1024;

    /// <summary>Runs a tool.</summary>
    /// <param name="request">The turn, with its tools.</param>
    /// <param name="name">The tool's name, as the model wrote it.</param>
    /// <param name="arguments">The arguments, as the model wrote them; nothing stands for none.</param>
    /// <param name="cancellation">Ends the turn.</param>
    /// <exception cref="OperationCanceledException">The turn was cancelled.</exception>
    public async Task<string> RunAsync(MindRequest request, string name, string arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (request.Tools.FirstOrDefault(tool => tool.Name == name) is not { } tool) return "There is no such tool.";
        if (Read(arguments) is not { } read) return "The arguments are not a JSON object. Nothing was done.";
        try
        {
            // A tool that does not listen must not hold up a hang-up.
            var result = await tool.Run(read, cancellation).WaitAsync(cancellation) ?? "";
            return result.Length <= maxResult ? result : QuotedWords.Cut(result, maxResult) + " (cut)";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            LogFailed(log, tool.Name, e.GetType().Name);
            return "It failed.";
        }
    }

    private static JsonElement? Read(string arguments)
    {
        if (arguments.Length > MostArguments) return null;
        try
        {
            var read = JsonElement.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments);
            return read.ValueKind == JsonValueKind.Object ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Not the exception itself: its message may hold what a caller said.
    [LoggerMessage(549, LogLevel.Warning, "The tool {Tool} failed: {Kind}.")]
    private static partial void LogFailed(ILogger log, string tool, string kind);
}
