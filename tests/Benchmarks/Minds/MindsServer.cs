using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using YemotAi.Simulators.Models;

namespace YemotAi.Benchmarks.Minds;

/// <summary>
/// The simulated models, as a process of their own: <c>minds-server</c>. Lines on its input ask where they are
/// (<c>where</c>), set the model's own time in milliseconds (<c>think 500</c>) and count what came (<c>count</c>).
/// </summary>
internal static class MindsServer
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static long _thinks;

    public static async Task<int> ServeAsync()
    {
        var model = new SimulatedModel();
        model.Answers(Answer);
        await using var openAi = await OpenAiSimulator.StartAsync(model);
        await using var anthropic = await AnthropicSimulator.StartAsync(model);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == "where")
            {
                Console.WriteLine($"at {openAi.Address} {anthropic.Address}");
            }
            else if (line == "count")
            {
                var rejected = openAi.Rejected.All.Concat(anthropic.Rejected.All).ToList();
                Console.WriteLine($"counted {model.Requests.All.Count} {rejected.Count} {rejected.FirstOrDefault()}");
            }
            else if (line.StartsWith("think ", StringComparison.Ordinal))
            {
                Interlocked.Exchange(ref _thinks, long.Parse(line[6..], CultureInfo.InvariantCulture));
                Console.WriteLine("thinks");
            }
        }

        return 0;
    }

    /// <summary>In words, or in the form that was asked for; and only if the turn before is in what the model was told.</summary>
    private static ModelAnswer Answer(ModelRequest request)
    {
        var number = Script.NumberIn(request.Said);
        // Claude Code says its earlier answers as calls of a tool: those are in the body only.
        var told = string.Join('\n', request.Messages.Select(message => message.Text)) + request.Body;
        var words = Script.Remembers(told, number) ? Script.Answer(number) : "שכחתי על מה דיברנו.";
        // A tool's result is no new turn: the time of the model is counted once.
        var thinks = request.ToolResults.Count > 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Interlocked.Read(ref _thinks));
        var form = JsonSerializer.Serialize(new { say = words, then = "continue" }, Readable);
        var answer = request.Tools.Contains("StructuredOutput")
            ? ModelAnswer.Calling("StructuredOutput", form)
            : ModelAnswer.Of(request.Schema is null ? words : form);
        return answer with { Thinks = thinks };
    }
}
