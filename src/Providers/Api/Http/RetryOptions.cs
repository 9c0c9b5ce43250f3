namespace YemotAi.Providers.Api.Http;

/// <summary>How often a request is repeated that failed for the moment (429, 408, 5xx, no connection).</summary>
/// <param name="Attempts">How often it is sent in all.</param>
/// <param name="Delay">How long to wait before the second time, where the vendor does not say; then twice as long, and so on.</param>
/// <param name="MaxRetryAfter">The longest wait that a vendor may ask for; with a longer one it is not repeated.</param>
internal readonly record struct RetryOptions(int Attempts, TimeSpan Delay, TimeSpan MaxRetryAfter);
