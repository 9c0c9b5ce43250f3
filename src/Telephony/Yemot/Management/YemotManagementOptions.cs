namespace YemotAi.Telephony.Yemot.Management;

/// <summary>
/// Settings of Yemot's management API, by which recordings are fetched (protocol section 4).
/// </summary>
public sealed class YemotManagementOptions
{
    /// <summary>Name of the settings' section.</summary>
    public const string Section = "YemotManagement";

    /// <summary>
    /// The address before the method's name. Default the public servers'; a private server has another segment than
    /// <c>ym</c>. HTTPS only, because the token goes there, except to this machine.
    /// </summary>
    public string BaseUrl { get; set; } = "https://www.call2all.co.il/ym/api/";

    /// <summary>
    /// <c>number:password</c> of the telephone system, or an API key of its "access keys" page. Empty, the default:
    /// no recordings are fetched.
    /// </summary>
    public string Token { get; set; } = "";

    /// <summary>
    /// The folder in which the line's recordings lie when Yemot names only a file, such as <c>5/6</c>: what
    /// <c>api_dir</c> says in the extension. Empty, the default: the extension's own folder.
    /// </summary>
    public string RecordingsFolder { get; set; } = "";

    /// <summary>How long one request may take. Default 10 seconds; a minute of sound is about a megabyte.</summary>
    public TimeSpan RequestLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a recording is asked for. Default 5: right after the caller has ended it, it may not be ready.
    /// </summary>
    public int Attempts { get; set; } = 5;

    /// <summary>How long to wait before a recording is asked for again. Default 1 second.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest recording, in bytes. Default 20 MiB, more than 20 minutes at 16,000 bytes a second.</summary>
    public int MaxRecordingBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>
    /// How many recordings are fetched and transcribed at once; further ones wait. Default 32. With
    /// <see cref="MaxRecordingBytes"/> it bounds the memory that recordings take.
    /// </summary>
    public int MaxAtOnce { get; set; } = 32;

    /// <summary>
    /// How long one recording may take from the wait for its turn to its last word. Default 30 seconds, during which the caller
    /// is told "one moment"; then the agent asks to say it again. Less than <c>Calls:WorkLimit</c>.
    /// </summary>
    public TimeSpan RecordingLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether recordings can be fetched.</summary>
    public bool IsConfigured => Token.Length > 0;

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (!IsAddress(BaseUrl))
        {
            yield return $"{nameof(BaseUrl)} is no address for a token: allowed is one such as "
                + "https://www.call2all.co.il/ym/api/, with https (http only to this machine), without name, password, '?' or '#'.";
        }

        if (Token.Length > 500 || Token.Any(char.IsControl))
            yield return $"{nameof(Token)} is not possible: allowed is number:password or an API key, up to 500 signs.";
        if (RecordingsFolder.Length > 0 && !RecordingPath.IsFolder(RecordingsFolder))
            yield return $"{nameof(RecordingsFolder)} is '{RecordingsFolder}': allowed is a folder such as 5/6, or nothing for the extension's own.";
        if (Attempts is < 1 or > 20) yield return $"{nameof(Attempts)} is {Attempts}: allowed is 1 to 20.";
        if (MaxRecordingBytes is < 1_024 or > 200 * 1024 * 1024)
            yield return $"{nameof(MaxRecordingBytes)} is {MaxRecordingBytes}: allowed is 1024 to 209715200.";
        if (MaxAtOnce is < 1 or > 1_000) yield return $"{nameof(MaxAtOnce)} is {MaxAtOnce}: allowed is 1 to 1000.";
        if (RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromSeconds(30))
            yield return $"{nameof(RetryDelay)} is {RetryDelay}: allowed is 00:00:00 to 00:00:30.";
        if (RequestLimit < TimeSpan.FromSeconds(1) || RequestLimit > TimeSpan.FromMinutes(2))
            yield return $"{nameof(RequestLimit)} is {RequestLimit}: allowed is 00:00:01 to 00:02:00.";
        if (RecordingLimit < TimeSpan.FromSeconds(1) || RecordingLimit > TimeSpan.FromMinutes(5))
            yield return $"{nameof(RecordingLimit)} is {RecordingLimit}: allowed is 00:00:01 to 00:05:00.";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;
}
