namespace YemotAi.Unit.Phone;

/// <summary>A request as a line sees it.</summary>
internal sealed record LineRequest(
    HttpMethod Method, string RawQuery, string Body, string UserAgent, string ContentType, List<(string Name, string Value)> Parameters)
{
    /// <summary>The last value of a name; null when it was not sent.</summary>
    public string? this[string name] => Parameters.LastOrDefault(p => p.Name == name).Value;

    public string[] All(string name) => [.. Parameters.Where(p => p.Name == name).Select(p => p.Value)];

    public static async Task<LineRequest> ReadAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var query = request.RequestUri!.Query;
        var encoded = body.Length > 0 ? body : query.TrimStart('?');
        var parameters = encoded.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => (Decode(p[0]), Decode(p.Length > 1 ? p[1] : "")))
            .ToList();
        return new LineRequest(
            request.Method, query, body, string.Join(' ', request.Headers.GetValues("User-Agent")),
            request.Content?.Headers.ContentType?.ToString() ?? "", parameters);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
