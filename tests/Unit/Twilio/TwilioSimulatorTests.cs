using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Simulators.Twilio;

namespace YemotAi.Unit.Twilio;

/// <summary>The simulator is as strict as Twilio: a mistake that the real one would refuse does not pass a test.</summary>
public sealed class TwilioSimulatorTests : IAsyncLifetime
{
    private const string Account = "AC0123456789abcdef0123456789abcdef", Token = "0123456789abcdefghij", Call = "CA0123456789abcdef0123456789abcdef";

    private readonly HttpClient _http = new();
    private TwilioSimulator _twilio = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _twilio = await TwilioSimulator.StartAsync(Account, Token);
        _twilio.Know(new SimulatedCall { Sid = Call });
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}")));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _twilio.DisposeAsync();
    }

    [Theory]
    [InlineData("Status=completed", 200, null)]
    [InlineData("Twiml=%3CResponse%3E%3CHangup/%3E%3C/Response%3E", 200, null)]
    [InlineData("Url=https%3A%2F%2Fcalls.example.org%2Fnext&Method=POST", 200, null)]
    [InlineData("", 400, 21218)]
    [InlineData("Status=busy", 400, 21218)]
    [InlineData("Status=canceled", 400, 21218)]
    [InlineData("Twiml=%3CResponse%3E", 400, 21218)]
    [InlineData("Twiml=%3CResponse%3E%3CSay%3E%3C/Say%3E%3C/Response%3E", 400, 21218)]
    [InlineData("Twiml=%3CResponse/%3E&Url=https%3A%2F%2Fcalls.example.org%2Fnext", 400, 21218)]
    [InlineData("Url=next", 400, 21218)]
    [InlineData("TwiML=%3CResponse/%3E", 400, 20001)]
    public async Task A_live_call_takes_only_what_Twilio_takes(string form, int status, int? code)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _http.PostAsync(Path($"Calls/{Call}.json"), content, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(code, json.RootElement.TryGetProperty("code", out var number) ? number.GetInt32() : null);
    }

    [Fact]
    public async Task A_document_over_four_thousand_characters_is_refused()
    {
        using var content = new FormUrlEncodedContent([new("Twiml", $"<Response><Say>{new string('x', 4_000)}</Say></Response>")]);
        using var response = await _http.PostAsync(Path($"Calls/{Call}.json"), content, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("Accounts/AC00000000000000000000000000000000/Calls/CA0123456789abcdef0123456789abcdef.json")]
    [InlineData("Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA0123456789abcdef0123456789abcdef")]
    [InlineData("Accounts/AC0123456789abcdef0123456789abcdef/Recordings/RE1.wav")]
    [InlineData("Elsewhere")]
    public async Task What_is_not_there_is_20404(string path)
    {
        using var response = await _http.GetAsync(new Uri(_twilio.Address, "/2010-04-01/" + path), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("20404", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_secret_nothing_is_told()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        using var response = await _http.GetAsync(Path($"Calls/{Call}.json"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("To=%2B972501234567&Body=x", 21603)]
    [InlineData("From=%2B97231234567&Body=x", 21604)]
    [InlineData("From=%2B97231234567&To=%2B972501234567", 21602)]
    public async Task A_message_needs_its_fields(string form, int code)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await _http.PostAsync(Path("Messages.json"), content, Cancellation);
        Assert.Contains($"{code}", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Empty(_twilio.Messages.All);
    }

    private Uri Path(string rest) => new(_twilio.Address, $"/2010-04-01/Accounts/{Account}/{rest}");
}
