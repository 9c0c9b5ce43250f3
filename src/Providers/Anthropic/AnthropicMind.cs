using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Api.Http;
using YemotAi.Providers.Prompting;

namespace YemotAi.Providers.Anthropic;

/// <summary>A model at Anthropic, or at a server that speaks as it does.</summary>
public sealed class AnthropicMind : ApiMind
{
    private readonly AnthropicOptions _options;
    private readonly IAgentPrompt _prompt;
    private readonly HttpClient _http;
    private readonly List<IAnthropicClient> _clients;

    private AnthropicMind(AnthropicOptions options, IReadOnlyList<string> keys, IAgentPrompt prompt, TimeProvider time, ILogger log)
        : base(options, keys.Count, prompt, time, log)
    {
        _options = options;
        _prompt = prompt;
        _http = VendorHandler.Client(options, time);
        _clients = [.. keys.Select(key => new AnthropicClient(new ClientOptions
        {
            HttpClient = _http,
            BaseUrl = options.Address.ToString(),
            ApiKey = key,
            // When to ask again, and how long to wait, is decided by who asks.
            MaxRetries = 0,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        }))];
    }

    /// <param name="options">The settings; they have no problems.</param>
    /// <param name="prompt">Puts into words what the model is told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public AnthropicMind(AnthropicOptions options, IAgentPrompt prompt, TimeProvider time, ILogger<AnthropicMind> log)
        : this(options, options.KeysToUse(), prompt, time, log)
    {
    }

    /// <inheritdoc/>
    public override void Dispose() => _http.Dispose();

    private protected override IApiTurn Begin(MindRequest request, int most) =>
        new MessagesTurn(_options, _clients, _prompt, request, most);

    private protected override VendorFault FaultOf(VendorError error) => AnthropicErrors.FaultOf(error);
}
