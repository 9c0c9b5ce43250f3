namespace YemotAi.Providers.Voices;

/// <summary>The address of a vendor's interface, as settings give it.</summary>
internal static class WebAddress
{
    /// <summary>The address of the settings or else the vendor's own, and what follows it.</summary>
    public static Uri Of(string setting, string vendors, string path = "") =>
        new((setting.Length > 0 ? setting : vendors).TrimEnd('/') + path);

    /// <summary>Whether the vendor's own server is asked, by https: then what the environment holds for it may go there.</summary>
    /// <param name="address">The address.</param>
    /// <param name="domain">The vendor's domain, such as <c>googleapis.com</c>.</param>
    public static bool IsVendorsOwn(Uri address, string domain) =>
        address.Scheme == Uri.UriSchemeHttps
        && (address.Host == domain || address.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with the setting <c>BaseUrl</c>; nothing when it is empty.</summary>
    public static IEnumerable<string> Problems(string setting, string vendors)
    {
        if (setting.Length == 0) yield break;
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")
            || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            yield return $"BaseUrl is no address: allowed is one such as {vendors}, without name, password, '?' or '#'.";
        else if (address.Host == new Uri(vendors).Host && address.Scheme != Uri.UriSchemeHttps)
            yield return "BaseUrl is the vendor's own over http: allowed is https, since a key goes there.";
    }
}
