using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace YemotAi.Cluster.Chaos;

/// <summary>Where calls have their effects: keeps each key's first, and counts how often each was asked for.</summary>
internal sealed class EffectServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Effect> _effects = new(StringComparer.Ordinal);
    private int _receipts;

    private EffectServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>All effects by key.</summary>
    public IReadOnlyDictionary<string, Effect> Effects => _effects;

    public static async Task<EffectServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new EffectServer(builder.Build());
        server._app.MapPost("/", server.DoAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<string> DoAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var said = await reader.ReadToEndAsync();
        var effect = _effects.GetOrAdd(request.Query["key"]!, _ => new Effect(said, Interlocked.Increment(ref _receipts)));
        effect.Count();
        return effect.Receipt.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>One effect.</summary>
    internal sealed class Effect(string said, int receipt)
    {
        private int _executions;

        public string Said { get; } = said;

        public int Receipt { get; } = receipt;

        /// <summary>How often it was asked for.</summary>
        public int Executions => Volatile.Read(ref _executions);

        public void Count() => Interlocked.Increment(ref _executions);
    }
}
