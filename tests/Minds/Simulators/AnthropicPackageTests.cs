using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Xunit;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds.Simulators;

/// <summary>That Anthropic's own package reads what the simulated Anthropic writes.</summary>
public sealed class AnthropicPackageTests : IAsyncLifetime
{
    private AnthropicSimulator _anthropic = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _anthropic = await AnthropicSimulator.StartAsync();

    public ValueTask DisposeAsync() => _anthropic.DisposeAsync();

    [Fact]
    public async Task It_reads_a_streamed_message()
    {
        _anthropic.Model.Next(ModelAnswer.Of("שלום וברכה לכם"));

        var events = await StreamAsync();

        Assert.Equal("שלום וברכה לכם", TextOf(events));
        Assert.Equal("end_turn", StopReason(events));
        Assert.True(events[0].TryPickStart(out var start));
        Assert.True(start.Message.Usage.InputTokens > 0);
        Assert.True(events[^1].TryPickStop(out _));
        Assert.Empty(_anthropic.Rejected.All);
    }

    [Fact]
    public async Task It_reads_a_whole_message()
    {
        using var client = Client();
        var message = await client.Messages.Create(Asked(), Cancellation);

        Assert.True(Assert.Single(message.Content).TryPickText(out var text));
        Assert.Equal("תשובה 1: hi", text.Text);
    }

    [Fact]
    public async Task It_reads_the_call_of_a_tool()
    {
        _anthropic.Model.Next(new ModelAnswer { Pieces = ["רגע"], Calls = [new("transfer", """{"to":"office"}""")] });

        var events = await StreamAsync();

        var arguments = events.Select(one => one.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickInputJson(out var json) ? json.PartialJson : "");
        Assert.Equal("""{"to":"office"}""", string.Concat(arguments));
        Assert.Equal(("רגע", "tool_use"), (TextOf(events), StopReason(events)));
    }

    [Theory]
    [InlineData(ModelFault.WrongKey, 401, "authentication_error")]
    [InlineData(ModelFault.NoSuchModel, 404, "not_found_error")]
    [InlineData(ModelFault.RateLimited, 429, "rate_limit_error")]
    [InlineData(ModelFault.UsedUp, 400, "credit balance is too low")]
    [InlineData(ModelFault.ServerError, 500, "api_error")]
    [InlineData(ModelFault.Overloaded, 529, "")]
    [InlineData(ModelFault.ContextFull, 400, "prompt is too long")]
    public async Task It_reads_an_error(ModelFault fault, int status, string says)
    {
        _anthropic.Model.Fails(fault, times: 2);
        using var client = Client();

        foreach (var ask in (Func<Task>[])[() => StreamAsync(), () => client.Messages.Create(Asked(), Cancellation)])
        {
            var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(ask);
            Assert.Equal(status, (int)error.StatusCode);
            Assert.Contains(says, error.ResponseBody, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ModelFault.CutShort, "max_tokens")]
    [InlineData(ModelFault.Forbidden, "refusal")]
    [InlineData(ModelFault.Empty, "end_turn")]
    [InlineData(ModelFault.EndsEarly, null)]
    public async Task It_reads_how_an_answer_ended(ModelFault fault, string? reason)
    {
        _anthropic.Model.Fails(fault, times: 1);

        Assert.Equal(reason, StopReason(await StreamAsync()));
    }

    [Theory]
    [InlineData(ModelFault.ErrsMidStream)]
    [InlineData(ModelFault.Garbage)]
    [InlineData(ModelFault.DropsMidStream)]
    public async Task It_fails_at_what_is_no_answer(ModelFault fault)
    {
        _anthropic.Model.Fails(fault, times: 1);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => StreamAsync());

        // It was the answer that it failed at, not what it asked.
        Assert.Empty(_anthropic.Rejected.All);
        Assert.Single(_anthropic.Model.Requests.All);

        if (fault == ModelFault.ErrsMidStream) Assert.Contains("overloaded_error", error.ToString(), StringComparison.Ordinal);
    }

    private AnthropicClient Client() => new() { BaseUrl = _anthropic.Address.ToString().TrimEnd('/'), ApiKey = "any", MaxRetries = 0 };

    private static MessageCreateParams Asked() => new()
    {
        Model = "claude-sonnet-5",
        MaxTokens = 100,
        System = "Be kind.",
        Messages = [new UserMessageParam("hi")],
        Tools = [new Tool { Name = "transfer", InputSchema = new InputSchema(new Dictionary<string, JsonElement> { ["type"] = JsonElement.Parse("\"object\"") }) }],
    };

    private async Task<List<RawMessageStreamEvent>> StreamAsync()
    {
        using var client = Client();
        var events = new List<RawMessageStreamEvent>();
        await foreach (var one in client.Messages.CreateStreaming(Asked(), Cancellation)) events.Add(one);
        return events;
    }

    private static string TextOf(IEnumerable<RawMessageStreamEvent> events) => string.Concat(
        events.Select(one => one.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var text) ? text.Text : ""));

    private static string? StopReason(IEnumerable<RawMessageStreamEvent> events) => events
        .Select(one => one.TryPickDelta(out var delta) ? delta.Delta.StopReason?.Raw() : null).LastOrDefault(reason => reason is not null);
}
