using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>The address of media streams.</summary>
public static class MediaEndpoint
{
    /// <summary>The address; with a slash behind it, it is the same.</summary>
    public const string Path = "/ws/twilio-media";

    /// <summary>What Twilio offers to speak. It is taken when it is offered, and not asked for.</summary>
    private const string Protocol = "audio.twilio.com";

    /// <summary>
    /// Adds the address at which Twilio opens media streams. An upgrade is answered with 101 and never with another
    /// address, which Twilio would not follow (error 31920); whoever asks without one is told what is here.
    /// </summary>
    /// <remarks>
    /// Needs <see cref="IMediaCalls"/>, <see cref="ISoundDirectory"/>, <see cref="MediaSocketOptions"/> and a
    /// <see cref="TimeProvider"/> among the program's parts. A socket is held for as long as its stream lasts; when the
    /// program stops it is closed with 1001.
    /// </remarks>
    /// <param name="endpoints">The program's addresses.</param>
    /// <param name="isSigned">Whether an upgrade comes from Twilio. One that does not is answered with 403.</param>
    public static IEndpointConventionBuilder MapTwilioMedia(this IEndpointRouteBuilder endpoints, Func<HttpContext, bool> isSigned)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(isSigned);
        var open = new OpenSockets(endpoints.ServiceProvider.GetRequiredService<MediaSocketOptions>().MaxSockets);
        var handler = endpoints.CreateApplicationBuilder();

        // Sound comes all the time, so nothing else is needed to keep a connection alive or to notice that it is not.
        handler.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        handler.Run(context => AnswerAsync(context, isSigned, open));
        return endpoints.Map(Path, handler.Build()).WithDisplayName("Twilio media streams");
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, bool> isSigned, OpenSockets open)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "This is the address of Twilio's media streams: it takes WebSocket upgrades (wss) only.");
        }
        else if (!isSigned(context))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "The signature is not right: X-Twilio-Signature does not fit this address.");
        }
        else if (!open.TryEnter())
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "There are as many media streams as this program takes.");
        }
        else
        {
            try
            {
                await RunAsync(context);
            }
            finally
            {
                open.Leave();
            }
        }
    }

    private static async Task RunAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var offered = context.WebSockets.WebSocketRequestedProtocols;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(offered.Contains(Protocol) ? Protocol : null);
        using var media = new MediaSocket(
            socket,
            services.GetRequiredService<IMediaCalls>(),
            services.GetRequiredService<ISoundDirectory>(),
            services.GetRequiredService<MediaSocketOptions>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<MediaSocket>>());
        await media.RunAsync(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private sealed class OpenSockets(int most)
    {
        private int _count;

        public bool TryEnter()
        {
            if (Interlocked.Increment(ref _count) <= most) return true;
            Interlocked.Decrement(ref _count);
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _count);
    }
}
