using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Simulators.Google;

namespace YemotAi.Voices.Simulators;

/// <summary>The simulation refuses what Google refuses.</summary>
public sealed class GoogleSimulatorTests : IAsyncLifetime
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private readonly HttpClient _http = new();
    private GoogleSimulator _google = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _google = await GoogleSimulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _google.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"MULAW","sampleRateHertz":8000}}""", 200, "")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"MULAW","sampleRateHertz":24000}}""", 400, "8000")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"PCMU"}}""", 400, "encoding")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"LINEAR16","speakingRate":3}}""", 400, "speakingRate")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"LINEAR16","effectsProfileId":["telephone"]}}""", 400, "profile")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL","name":"en-US-Wavenet-A"},"audioConfig":{"audioEncoding":"LINEAR16"}}""", 400, "match")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{},"audioConfig":{"audioEncoding":"LINEAR16"}}""", 400, "Language")]
    [InlineData("""{"input":{"text":""},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"LINEAR16"}}""", 400, "empty")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"},"audioConfig":{"audioEncoding":"LINEAR16"},"extra":1}""", 400, "Unknown name")]
    [InlineData("""{"input":{"text":"שלום"},"voice":{"languageCode":"he-IL"}}""", 400, "audioConfig")]
    [InlineData("""{"input":""", 400, "JSON")]
    public async Task Speech_is_made_of_what_is_right_alone(string body, int status, string says)
    {
        var (code, answer) = await PostAsync("v1/text:synthesize", body);
        Assert.Equal(status, code);
        Assert.Contains(says, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_more_than_5000_bytes_is_refused()
    {
        var body = JsonSerializer.Serialize(new
        {
            input = new { text = new string('א', 2_501) }, voice = new { languageCode = "he-IL" }, audioConfig = new { audioEncoding = "LINEAR16" },
        });
        Assert.Equal(400, (await PostAsync("v1/text:synthesize", body)).Status);
    }

    [Theory]
    [InlineData("LINEAR16", 8_000, "he-IL", 16_000, 200)]
    [InlineData("MULAW", 8_000, "he-IL", 8_000, 200)]
    [InlineData("MULAW", 16_000, "he-IL", 8_000, 400)]
    [InlineData("WAV", 8_000, "he-IL", 8_000, 400)]
    [InlineData("LINEAR16", 4_000, "he-IL", 8_000, 400)]
    [InlineData("LINEAR16", 8_000, "", 8_000, 400)]
    [InlineData("LINEAR16", 8_000, "hebrew", 8_000, 400)]
    [InlineData("LINEAR16", 8_000, "he-IL", 0, 400)]
    [InlineData("MULAW", 8_000, "he-IL", 61 * 8_000, 400)]
    public async Task Sound_is_heard_as_it_is_described(string encoding, int sampleRateHertz, string languageCode, int bytes, int status)
    {
        var body = JsonSerializer.Serialize(new
        {
            config = new { encoding, sampleRateHertz, languageCode }, audio = new { content = Convert.ToBase64String(new byte[bytes]) },
        });
        Assert.Equal(status, (await PostAsync("v1/speech:recognize", body)).Status);
    }

    [Theory]
    [InlineData(null, null, 403)]
    [InlineData("Authorization", "Bearer ya29.invented", 401)]
    [InlineData("X-Goog-Api-Key", "AIza-invented", 400)]
    public async Task Nobody_is_served_without_an_account(string? header, string? value, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_google.Address, "v1/text:synthesize")) { Content = JsonContent.Create(new { }) };
        if (header is not null) request.Headers.TryAddWithoutValidation(header, value);
        using var response = await _http.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode)status, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("grant")]
    [InlineData("key")]
    [InlineData("kid")]
    [InlineData("alg")]
    [InlineData("aud")]
    [InlineData("scope")]
    [InlineData("old")]
    [InlineData("long")]
    public async Task A_token_is_given_for_a_signed_statement_in_which_all_is_right(string wrong)
    {
        using var file = JsonDocument.Parse(_google.Credentials);
        string Of(string name) => file.RootElement.GetProperty(name).GetString()!;
        using var rsa = RSA.Create();
        if (wrong == "key") rsa.KeySize = 2048;
        else rsa.ImportFromPem(Of("private_key"));
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - (wrong == "old" ? 7_200 : 0);
        var header = Encode(new { alg = wrong == "alg" ? "none" : "RS256", typ = "JWT", kid = wrong == "kid" ? "other" : Of("private_key_id") });
        var claims = Encode(new
        {
            iss = Of("client_email"), scope = wrong == "scope" ? "email" : Scope, aud = wrong == "aud" ? "https://elsewhere" : Of("token_uri"),
            iat = now, exp = now + (wrong == "long" ? 86_400 : 3_600),
        });
        var signature = rsa.SignData(Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = wrong == "grant" ? "password" : Grant, ["assertion"] = $"{header}.{claims}.{Base64Url.EncodeToString(signature)}",
        });
        using var response = await _http.PostAsync(_google.TokenUrl, form, Cancellation);
        Assert.Equal(wrong.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(wrong.Length == 0 ? 1 : 0, _google.TokensGiven);
    }

    private static string Encode(object claims) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));

    private async Task<(int Status, string Body)> PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_google.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Goog-Api-Key", _google.ApiKey);
        using var response = await _http.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
