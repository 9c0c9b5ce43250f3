namespace YemotAi.Telephony.Twilio;

/// <summary>Settings of the Twilio account and of how it reaches us. What is allowed is checked by <see cref="TwilioOptionsValidator"/>.</summary>
public sealed class TwilioOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "Twilio";

    /// <summary>
    /// The address under which Twilio reaches this program, such as <c>https://calls.example.org</c>: what the addresses
    /// in answers begin with, and what signatures are checked against, since <c>Host</c> and <c>X-Forwarded-*</c> are
    /// whatever a sender says. With a path only when a proxy takes that path away. Also read from
    /// <c>PUBLIC_BASE_URL</c>. Empty, the default: only a phone on this machine can call.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>The account, <c>AC</c> and 32 hexadecimal digits. Also read from <c>TWILIO_ACCOUNT_SID</c>.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>
    /// The account's primary auth token: the key of every signature, and the password of the REST API unless
    /// <see cref="ApiKeySid"/> is set. Also read from <c>TWILIO_AUTH_TOKEN</c>. Empty, the default: nothing can be
    /// checked, so that only this machine is answered.
    /// </summary>
    public string AuthToken { get; set; } = "";

    /// <summary>
    /// The auth token that is about to replace the first, or has just been replaced: both are right meanwhile. Empty,
    /// the default: there is none.
    /// </summary>
    public string SecondAuthToken { get; set; } = "";

    /// <summary>
    /// An API key for the REST API, <c>SK</c> and 32 hexadecimal digits. Also read from <c>TWILIO_API_KEY</c>. Empty, the
    /// default: the account and its auth token are used.
    /// </summary>
    public string ApiKeySid { get; set; } = "";

    /// <summary>The secret of the API key. Also read from <c>TWILIO_API_SECRET</c>.</summary>
    public string ApiKeySecret { get; set; } = "";

    /// <summary>
    /// The key by which the tokens of media streams are signed, 16 to 200 characters. Empty, the default: derived from
    /// the auth token, so that every process of a cluster has the same.
    /// </summary>
    public string StreamTokenKey { get; set; } = "";

    /// <summary>
    /// How long a stream's token is good for. Default 5 minutes: the socket opens when Twilio reaches the stream, which
    /// is after a greeting that is played before it.
    /// </summary>
    public TimeSpan StreamTokenLife { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Where the REST API is. Default <c>https://api.twilio.com</c>; another region has
    /// <c>https://api.{edge}.{region}.twilio.com</c>. HTTPS only, because the token goes there, except to this machine.
    /// </summary>
    public string ApiUrl { get; set; } = "https://api.twilio.com";

    /// <summary>How long one try of a REST request may take. Default 5 seconds: a caller who hears nothing waits for it.</summary>
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a REST request that may be repeated is tried. Default 3.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>How long to wait before the second try; each further wait is twice as long. Default 300 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// How long a recording may be missing after its end is told. Default 30 seconds: its sound is there when its status
    /// is <c>completed</c>, which is mostly within seconds.
    /// </summary>
    public TimeSpan RecordingPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest recording, in bytes. Default 20 MiB, more than 20 minutes at 16,000 bytes a second.</summary>
    public int MaxRecordingBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The largest webhook, in bytes. Default 128 KiB; Twilio's own are a few kilobytes.</summary>
    public int MaxRequestBytes { get; set; } = 128 * 1024;

    /// <summary>Most parameters of a webhook. Default 500; Twilio sends some thirty, and custom ones with them.</summary>
    public int MaxParameters { get; set; } = 500;

    /// <summary>Whether requests can be checked.</summary>
    public bool CanCheck => AuthToken.Length > 0 && PublicBaseUrl.Length > 0;

    /// <summary>Whether the REST API can be asked.</summary>
    public bool CanAsk => AccountSid.Length > 0 && (AuthToken.Length > 0 || (ApiKeySid.Length > 0 && ApiKeySecret.Length > 0));

    /// <summary>
    /// Fills what is not set from the environment names that Twilio's own documents use. Such a name is that of the
    /// setting's doc comment; a value in the program's own settings is stronger.
    /// </summary>
    /// <param name="variable">Reads a variable; null when there is none.</param>
    public void TakeEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        PublicBaseUrl = Either(PublicBaseUrl, "PUBLIC_BASE_URL");
        AccountSid = Either(AccountSid, "TWILIO_ACCOUNT_SID");
        AuthToken = Either(AuthToken, "TWILIO_AUTH_TOKEN");
        if (ApiKeySid.Length == 0 && ApiKeySecret.Length == 0)
        {
            ApiKeySid = Either(ApiKeySid, "TWILIO_API_KEY");
            ApiKeySecret = Either(ApiKeySecret, "TWILIO_API_SECRET");
        }

        string Either(string own, string name) => own.Length > 0 ? own : variable(name)?.Trim() ?? "";
    }

    /// <summary>The public address of one of our paths.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <exception cref="InvalidOperationException">There is no public address.</exception>
    public Uri PublicUrl(string path)
    {
        if (PublicBaseUrl.Length == 0) throw new InvalidOperationException($"{Section}:{nameof(PublicBaseUrl)} is not set.");
        return new Uri(PublicBaseUrl.TrimEnd('/') + path);
    }

    /// <summary>The public address of a WebSocket: <c>wss</c> where the public address is <c>https</c>.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <exception cref="InvalidOperationException">There is no public address.</exception>
    public Uri PublicSocket(string path)
    {
        var url = PublicUrl(path);
        return new UriBuilder(url) { Scheme = "wss", Port = url.IsDefaultPort ? -1 : url.Port }.Uri;
    }
}
