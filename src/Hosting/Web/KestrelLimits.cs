using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace YemotAi.Hosting.Web;

/// <summary>Limits of the web server.</summary>
internal static class KestrelLimits
{
    /// <summary>
    /// By GET, a long call carries all that was said in it in the request line, six signs for a Hebrew letter, so the
    /// line may be long. Beyond it the server itself refuses.
    /// </summary>
    private const int RequestLineBytes = 256 * 1024;

    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestLineSize = RequestLineBytes;
        options.Limits.MaxRequestBufferSize = 2 * RequestLineBytes;
        options.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }
}
