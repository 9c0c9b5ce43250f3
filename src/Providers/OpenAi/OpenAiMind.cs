using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Logging;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.Api.Http;
using YemotAi.Providers.Prompting;

namespace YemotAi.Providers.OpenAi;

/// <summary>A model at OpenAI, or at any server that speaks as it does.</summary>
public sealed class OpenAiMind : ApiMind
{
    private readonly OpenAiOptions _options;
    private readonly IAgentPrompt _prompt;
    private readonly HttpClient _http;
    private readonly List<ResponsesClient> _responses = [];
    private readonly List<ChatClient> _chats = [];

    private OpenAiMind(OpenAiOptions options, IReadOnlyList<string> keys, IAgentPrompt prompt, TimeProvider time, ILogger log)
        : base(options, keys.Count, prompt, time, log)
    {
        _options = options;
        _prompt = prompt;
        _http = VendorHandler.Client(options, time);
        foreach (var key in keys)
        {
            if (options.Api == OpenAiInterface.Responses) _responses.Add(new(new ApiKeyCredential(key), Set(new ResponsesClientOptions { Endpoint = options.Address })));
            else _chats.Add(new(options.Model, new ApiKeyCredential(key), Set(new OpenAIClientOptions { Endpoint = options.Address })));
        }
    }

    /// <param name="options">The settings; they have no problems.</param>
    /// <param name="prompt">Puts into words what the model is told.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public OpenAiMind(OpenAiOptions options, IAgentPrompt prompt, TimeProvider time, ILogger<OpenAiMind> log)
        : this(options, options.KeysToUse(), prompt, time, log)
    {
    }

    /// <inheritdoc/>
    public override void Dispose() => _http.Dispose();

    private protected override IApiTurn Begin(MindRequest request, int most) => _options.Api == OpenAiInterface.Responses
        ? new ResponsesTurn(_options, _responses, _prompt, request, most)
        : new ChatTurn(_options, _chats, _prompt, request, most);

    private protected override VendorFault FaultOf(VendorError error) => OpenAiErrors.FaultOf(error);

    // When to ask again, and how long to wait, is decided by who asks.
    private T Set<T>(T options)
        where T : ClientPipelineOptions
    {
        options.Transport = new HttpClientPipelineTransport(_http);
        options.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        options.NetworkTimeout = Timeout.InfiniteTimeSpan;
        options.ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false };
        return options;
    }
}
