using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace YemotAi.Simulators;

/// <summary>A web server in this process, on a free port of this machine.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;

    private LocalServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Cancelled when the server begins to stop.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts a server that gives every request to one handler.</summary>
    public static async Task<LocalServer> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        return new LocalServer(app);
    }

    /// <summary>Does not answer until the client has gone or the server stops.</summary>
    public async Task HoldAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        var gone = new TaskCompletionSource();
        await using var registration = either.Token.Register(gone.SetResult);
        await gone.Task;
        context.Abort();
    }

    /// <summary>Writes a number of bytes without saying before how many they are.</summary>
    public static async Task WriteManyAsync(HttpContext context, string head, long bytes)
    {
        await context.Response.WriteAsync(head);
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)'a');
        for (var left = bytes; left > 0 && !context.RequestAborted.IsCancellationRequested; left -= block.Length)
            await context.Response.Body.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
    }

    public async ValueTask DisposeAsync()
    {
        // A test may take a server away before its end.
        if (_disposed) return;
        _disposed = true;
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }
}
