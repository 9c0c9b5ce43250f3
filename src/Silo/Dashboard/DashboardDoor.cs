using System.Security.Cryptography;
using System.Text;

namespace YemotAi.Silo.Dashboard;

/// <summary>
/// Lets in who has the name and the password (HTTP Basic, RFC 7617). After some wrong ones nobody is let in for a while,
/// so that passwords cannot be tried out.
/// </summary>
/// <param name="user">The name.</param>
/// <param name="password">The password.</param>
/// <param name="time">The clock.</param>
internal sealed class DashboardDoor(string user, string password, TimeProvider time)
{
    /// <summary>How many wrong tries there may be in a minute.</summary>
    public const int WrongTries = 10;

    private const string Scheme = "Basic ";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes($"{user}:{password}"));
    private readonly Lock _gate = new();
    private DateTimeOffset _windowEnds;
    private int _wrong;

    public async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        if (IsShut())
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return;
        }

        string? presented = context.Request.Headers.Authorization;
        if (presented is not null && IsRight(presented))
        {
            await next(context);
            return;
        }

        // Who presents nothing has not tried: every browser begins so.
        if (presented is not null) NoteWrong();
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic realm=\"YemotAi grains\", charset=\"UTF-8\"";
    }

    private bool IsRight(string presented)
    {
        if (!presented.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var encoded = presented.AsSpan(Scheme.Length).Trim();
        var decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64Chars(encoded, decoded, out var length)) return false;
        // Hashes have one length, so that the time taken tells nothing about what is right.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(decoded.AsSpan(0, length)), _expected);
    }

    private bool IsShut()
    {
        lock (_gate) return _wrong >= WrongTries && time.GetUtcNow() < _windowEnds;
    }

    private void NoteWrong()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now >= _windowEnds) (_windowEnds, _wrong) = (now + Window, 0);
            _wrong++;
        }
    }
}
