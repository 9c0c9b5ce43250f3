using System.Net.Sockets;

namespace YemotAi.Providers.Api.Http;

/// <summary>Repeats a request that failed for the moment.</summary>
internal static class Repeated
{
    /// <summary>Asks, and asks again as the options allow. The last failure is thrown as it came.</summary>
    /// <param name="options">How often.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="ask">Sends the request; made anew each time.</param>
    /// <param name="cancellation">Ends the waits too.</param>
    public static async Task<T> AskAsync<T>(RetryOptions options, TimeProvider time, Func<Task<T>> ask, CancellationToken cancellation)
    {
        var delay = options.Delay;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await ask();
            }
            catch (Exception error) when (attempt < options.Attempts && WaitOf(error, delay, options.MaxRetryAfter) is { } found)
            {
                wait = found;
            }

            await Task.Delay(wait, time, cancellation);
            delay *= 2;
        }
    }

    private static TimeSpan? WaitOf(Exception error, TimeSpan delay, TimeSpan most) => error switch
    {
        HttpRequestException or SocketException => delay,
        VendorErrorException { Error: var told } when MayPass(told) =>
            told.RetryAfter is not { } wanted ? delay : wanted <= most ? wanted : null,
        _ => null,
    };

    // An account that is used up also answers 429; no waiting helps it.
    private static bool MayPass(VendorError error) =>
        error.Status is 429 or 408 or >= 500 && error.Code != "insufficient_quota" && error.Type != "insufficient_quota";
}
