using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Benchmarks.Minds;

/// <summary>
/// The least that can be done: one HTTP request of the Responses interface, its stream read. What it takes over the
/// model's own time is the cost of the simulator and of the machine, which everything else here has too.
/// </summary>
internal sealed class BareHttp(string baseUrl, IAgentPrompt prompt) : ITextMind, IDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient _http = new();

    public string Name => "bare";

    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        var input = request.History
            .SelectMany(turn => new[] { new { role = "user", content = turn.Said }, new { role = "assistant", content = turn.Answered } })
            .Append(new { role = "user", content = request.Said });
        using var message = new HttpRequestMessage(HttpMethod.Post, baseUrl + "/responses")
        {
            Content = JsonContent.Create(new { model = "gpt-5", instructions = prompt.SystemOf(request), input, stream = true }, options: Readable),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test-1");
        using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode) throw new MindException(MindFailure.Unavailable, await response.Content.ReadAsStringAsync(cancellation));
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        var words = new StringBuilder();
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal) || !IsWords(line, out var more)) continue;
            words.Append(more);
            request.Ear?.Add(more);
        }

        return new MindReply(words.ToString());
    }

    public void Dispose() => _http.Dispose();

    private static bool IsWords(string line, [NotNullWhen(true)] out string? words)
    {
        using var data = JsonDocument.Parse(line.AsMemory(6));
        words = data.RootElement.GetProperty("type").GetString() == "response.output_text.delta"
            ? data.RootElement.GetProperty("delta").GetString()
            : null;
        return words is not null;
    }
}
