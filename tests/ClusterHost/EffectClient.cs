namespace YemotAi.ClusterHost;

/// <summary>Does effects at a server elsewhere, as a calendar or a shop is; the same key is the same effect there.</summary>
/// <param name="server">Where it is.</param>
internal sealed class EffectClient(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Does the effect with this key, or finds it done. Gives its number.</summary>
    public async Task<string> DoAsync(string key, string said, CancellationToken cancellation)
    {
        using var body = new StringContent(said);
        using var done = await _http.PostAsync(new Uri(server, $"?key={Uri.EscapeDataString(key)}"), body, cancellation);
        done.EnsureSuccessStatusCode();
        return await done.Content.ReadAsStringAsync(cancellation);
    }

    public void Dispose() => _http.Dispose();
}
