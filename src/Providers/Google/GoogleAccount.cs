using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Google;

/// <summary>The account by which Google's voice and ear are used, found once: a service account, an API key, or none.</summary>
public sealed class GoogleAccount : IDisposable
{
    private const string Domain = "googleapis.com";
    private const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS", TextVariable = "GCP_CREDENTIALS_JSON";

    private const string HowToMend =
        $"Set Google:CredentialsFile, Google:Credentials or Google:Key, or {FileVariable} or {TextVariable} in the environment.";

    private readonly string _key;
    private readonly GoogleTokens? _tokens;
    private readonly bool _isOfEnvironment;
    private readonly string _problem;

    /// <summary>Reads it; that it cannot be read is told when it is needed.</summary>
    /// <param name="options">The account.</param>
    /// <param name="time">The clock of tokens.</param>
    /// <param name="log">Where it is told that no token could be got.</param>
    /// <param name="environment">Gives a variable of the environment; null for this process's own.</param>
    public GoogleAccount(
        GoogleOptions options, TimeProvider time, ILogger<GoogleAccount> log, Func<string, string?>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _key = options.Key;
        _problem = _key.Length > 0 ? "" : "There is no account at Google. " + HowToMend;
        if (_key.Length > 0) return;
        try
        {
            (var json, _isOfEnvironment) = Credentials(options, environment ?? Environment.GetEnvironmentVariable);
            if (json.Length == 0) return;
            _tokens = new GoogleTokens(ServiceAccount.Read(json, options.TokenUrl), options.TokenLimit, time, log);
            _problem = "";
        }
        catch (GoogleAccountException error)
        {
            _problem = $"{error.Message} {HowToMend}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _problem = $"The file of the account at Google cannot be read ({error.GetType().Name}). {HowToMend}";
        }
    }

    /// <summary>What is in the way of asking a server; empty when nothing is.</summary>
    /// <param name="address">The server.</param>
    public string ProblemAt(Uri address) =>
        _problem.Length > 0 || !_isOfEnvironment || WebAddress.IsVendorsOwn(address, Domain)
            ? _problem
            : $"The account of the environment goes to Google's own addresses only. {HowToMend}";

    /// <inheritdoc/>
    public void Dispose() => _tokens?.Dispose();

    /// <summary>Puts the account into a request.</summary>
    /// <exception cref="GoogleAccountException">There is none for that server.</exception>
    /// <returns>What was put in, for <see cref="Refused"/>.</returns>
    internal async ValueTask<string> SignAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (ProblemAt(request.RequestUri!) is { Length: > 0 } problem) throw new GoogleAccountException(problem);
        if (_tokens is null)
        {
            request.Headers.Add("X-Goog-Api-Key", _key);
            return "";
        }

        var token = await _tokens.GetAsync(cancellation);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return token;
    }

    /// <summary>A server did not accept it; true when there is another to be tried, a new token.</summary>
    internal bool Refused(string signed)
    {
        if (signed.Length == 0) return false;
        _tokens?.Drop(signed);
        return true;
    }

    private static (string Json, bool IsOfEnvironment) Credentials(GoogleOptions options, Func<string, string?> environment)
    {
        if (options.CredentialsFile.Length > 0) return (Read(options.CredentialsFile), false);
        if (options.Credentials.Length > 0) return (options.Credentials, false);
        if (environment(FileVariable) is { Length: > 0 } file) return (Read(file), true);
        return (environment(TextVariable) ?? "", true);
    }

    private static string Read(string file) => new FileInfo(file) is { Exists: true, Length: > 1 << 20 }
        ? throw new GoogleAccountException("The file of the account at Google is none: it is too large.")
        : File.ReadAllText(file);
}
