using System.Net.Http.Headers;
using System.Text;
using Xunit;
using YemotAi.Simulators.Models;

namespace YemotAi.Voices.Simulators;

/// <summary>The simulation refuses what OpenAI refuses.</summary>
public sealed class OpenAiSpeechSimulatorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"model":"gpt-4o-mini-tts","input":"שלום","voice":"marin","response_format":"pcm"}""", 200, "")]
    [InlineData("""{"model":"gpt-4o-mini-tts","input":"שלום","voice":"marin","response_format":"pcm","speed":1.2,"instructions":"softly"}""", 200, "")]
    [InlineData("""{"model":"tts-1","input":"שלום","voice":"alloy","response_format":"pcm","instructions":"softly"}""", 400, "instructions")]
    [InlineData("""{"model":"gpt-9","input":"שלום","voice":"marin","response_format":"pcm"}""", 404, "model_not_found")]
    [InlineData("""{"model":"tts-1","input":"שלום","voice":"nobody","response_format":"pcm"}""", 400, "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"שלום","voice":"alloy","response_format":"mulaw"}""", 400, "invalid_value")]
    [InlineData("""{"model":"tts-1","input":"שלום","voice":"alloy","response_format":"pcm","speed":9}""", 400, "speed")]
    [InlineData("""{"model":"tts-1","input":"","voice":"alloy","response_format":"pcm"}""", 400, "characters")]
    [InlineData("""{"model":"tts-1","input":"שלום","response_format":"pcm"}""", 400, "missing_required_parameter")]
    [InlineData("""{"model":"tts-1","input":"שלום","voice":"alloy","sample_rate":8000}""", 400, "unknown_parameter")]
    [InlineData("""{"model":""", 400, "JSON")]
    public async Task Speech_is_made_of_what_is_right_alone(string body, int status, string says)
    {
        await using var openAi = await OpenAiSpeechSimulator.StartAsync();
        var (code, answer) = await PostAsync(openAi, body, openAi.Key);
        Assert.Equal(status, code);
        Assert.Contains(says, answer, StringComparison.Ordinal);
        Assert.Equal(status == 200 ? 0 : 1, openAi.Refused.All.Count);
    }

    [Fact]
    public async Task More_than_4096_characters_and_a_wrong_key_are_refused()
    {
        await using var openAi = await OpenAiSpeechSimulator.StartAsync();
        var body = $$"""{"model":"tts-1","input":"{{new string('a', 4_097)}}","voice":"alloy","response_format":"pcm"}""";
        Assert.Equal(400, (await PostAsync(openAi, body, openAi.Key)).Status);
        Assert.Equal(401, (await PostAsync(openAi, body, "sk-other")).Status);
    }

    private static async Task<(int Status, string Body)> PostAsync(OpenAiSpeechSimulator openAi, string body, string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, openAi.Address + "/audio/speech")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
