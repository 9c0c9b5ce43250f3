using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Google;

/// <summary>Settings of the account at Google by which its voice and its ear are used.</summary>
/// <remarks>
/// One of three: the key file of a service account, the same as text, or an API key. Where none is set, the environment's
/// are taken, <c>GOOGLE_APPLICATION_CREDENTIALS</c> (a file) before <c>GCP_CREDENTIALS_JSON</c> (text); those go to Google's
/// own addresses only, by https.
/// </remarks>
public sealed class GoogleOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "Google";

    /// <summary>The key file of a service account. Empty, the default: none.</summary>
    public string CredentialsFile { get; set; } = "";

    /// <summary>What is in such a file. Empty, the default: none.</summary>
    public string Credentials { get; set; } = "";

    /// <summary>An API key. Empty, the default: none.</summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// Where a service account gets its tokens. Empty, the default: where its key file says, which is Google's own server.
    /// </summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>How long the getting of a token may take. Default 5 seconds; it is renewed before it ends, so nobody waits for it.</summary>
    public TimeSpan TokenLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (new[] { CredentialsFile, Credentials, Key }.Count(setting => setting.Length > 0) > 1)
            yield return $"{nameof(CredentialsFile)}, {nameof(Credentials)} and {nameof(Key)}: allowed is one of them.";
        if (CredentialsFile.Length > 0 && !File.Exists(CredentialsFile))
            yield return $"{nameof(CredentialsFile)} is no file: allowed is the key file of a service account.";
        if (Credentials.Length > 20_000) yield return $"{nameof(Credentials)} is too long: allowed is the JSON of a service account's key.";
        if (Key.Length > 500 || Key.Any(c => c is <= ' ' or > '~'))
            yield return $"{nameof(Key)} is not possible: allowed are up to 500 visible ASCII signs.";
        if (TokenUrl.Length > 0)
        {
            foreach (var problem in WebAddress.Problems(TokenUrl, "https://oauth2.googleapis.com"))
                yield return problem.Replace("BaseUrl", nameof(TokenUrl), StringComparison.Ordinal);
        }

        if (TokenLimit < TimeSpan.FromSeconds(1) || TokenLimit > TimeSpan.FromMinutes(1))
            yield return $"{nameof(TokenLimit)} is {TokenLimit}: allowed is 00:00:01 to 00:01:00.";
    }
}
