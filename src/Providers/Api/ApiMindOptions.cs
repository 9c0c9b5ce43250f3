namespace YemotAi.Providers.Api;

/// <summary>What is set for every mind that is reached by its vendor's web interface.</summary>
public abstract class ApiMindOptions : MindOptions
{
    /// <summary>
    /// The address before the interface's own paths, such as <c>https://api.openai.com/v1</c>. Any server that speaks as
    /// the vendor does may stand there. Default: the vendor's own.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// The keys, in order of preference: the next is used while one rests. Empty, the default: at the vendor's own
    /// address that of the vendor's environment variable; any other server is asked with the key <c>none</c>, and never
    /// gets a key from the environment.
    /// </summary>
    public IList<string> Keys { get; } = [];

    /// <summary>The model, as the server calls it.</summary>
    public string Model { get; set; } = "";

    /// <summary>
    /// How many tokens a model may write in one step, those of its reasoning among them. Default 2,000: several times
    /// what is said in one turn of a call, so that only an answer that went wrong is cut.
    /// </summary>
    public int MaxOutputTokens { get; set; } = 2_000;

    /// <summary>
    /// The longest answer, in characters: there it ends, and the rest is not read. Default 20,000, about twenty minutes
    /// of speech.
    /// </summary>
    public int MaxAnswerCharacters { get; set; } = 20_000;

    /// <summary>
    /// How much of one answer is read from the network, in bytes. Default 8 MiB: a stream has some hundred bytes around
    /// each word, and twice the whole at its end.
    /// </summary>
    public int MaxAnswerBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How often a model may be asked in one turn, because it calls tools. Default 6.</summary>
    public int MaxSteps { get; set; } = 6;

    /// <summary>How many tools a model may call in one step; further calls are not made. Default 8.</summary>
    public int MaxCallsAtOnce { get; set; } = 8;

    /// <summary>How much of a tool's result a model is told, in characters. Default 8,000.</summary>
    public int MaxToolResultCharacters { get; set; } = 8_000;

    /// <summary>How long a key rests that was not accepted. Default 10 minutes: someone has to mend it.</summary>
    public TimeSpan RefusedKeyRest { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a key rests whose account is used up. Default 30 minutes: someone has to pay.</summary>
    public TimeSpan UsedUpKeyRest { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a key rests that asked too much at once, where the vendor does not say. Default 10 seconds.</summary>
    public TimeSpan LimitedKeyRest { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest rest that a vendor may ask for. Default 5 minutes.</summary>
    public TimeSpan MaxLimitedKeyRest { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a stream may give nothing once its first words have come, before the turn counts as timed out. Default
    /// 8 seconds: words come many a second, and the caller hears the silence.
    /// </summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The vendor's own address.</summary>
    internal abstract string VendorsAddress { get; }

    /// <summary>The environment variable that holds a key where none is set.</summary>
    internal abstract string KeyVariable { get; }

    /// <summary>Whether the vendor's own server is asked, so that nobody else can read along.</summary>
    internal bool IsVendorsOwn => IsVendorsHost && Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>The address, without a slash at its end.</summary>
    internal Uri Address => new((BaseUrl.Length > 0 ? BaseUrl : VendorsAddress).TrimEnd('/'));

    private bool IsVendorsHost => Address.Host == new Uri(VendorsAddress).Host;

    /// <summary>The keys to use; none when there is none and the vendor's own server would want one.</summary>
    /// <param name="environment">Gives a variable of the environment; null for this process's own.</param>
    internal IReadOnlyList<string> KeysToUse(Func<string, string?>? environment = null)
    {
        if (Keys.Count > 0) return [.. Keys];
        if (!IsVendorsOwn) return ["none"];
        var key = (environment ?? Environment.GetEnvironmentVariable)(KeyVariable)?.Trim();
        return IsKey(key) ? [key!] : [];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (BaseUrl.Length > 0 && !IsAddress(BaseUrl))
            yield return $"{nameof(BaseUrl)} is no address: allowed is one such as {VendorsAddress}, without name, password, '?' or '#'.";
        else if (IsVendorsHost && !IsVendorsOwn)
            yield return $"{nameof(BaseUrl)} is the vendor's own over http: allowed is https, since a key goes there.";
        if (Keys.Count > 100) yield return $"{nameof(Keys)} are {Keys.Count}: allowed are up to 100.";
        // A key goes into a header, so a line break or a Hebrew letter in it would fail every request.
        for (var i = 0; i < Keys.Count; i++)
            if (!IsKey(Keys[i])) yield return $"{nameof(Keys)}, number {i + 1}, is not possible: allowed are 1 to 500 visible ASCII signs.";
        if (Model.Length is 0 or > 200 || Model.Any(char.IsControl))
            yield return $"{nameof(Model)} is not possible: allowed is a model's name of 1 to 200 signs.";
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(MaxOutputTokens), MaxOutputTokens, 16, 1_000_000),
            (nameof(MaxAnswerCharacters), MaxAnswerCharacters, 100, 1_000_000),
            (nameof(MaxAnswerBytes), MaxAnswerBytes, 64 * 1024, 256 * 1024 * 1024),
            (nameof(MaxSteps), MaxSteps, 1, 50),
            (nameof(MaxCallsAtOnce), MaxCallsAtOnce, 1, 100),
            (nameof(MaxToolResultCharacters), MaxToolResultCharacters, 100, 1_000_000),
        })
        {
            if (value < least || value > most) yield return $"{name} is {value}: allowed is {least} to {most}.";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(RefusedKeyRest), RefusedKeyRest), (nameof(UsedUpKeyRest), UsedUpKeyRest),
            (nameof(LimitedKeyRest), LimitedKeyRest), (nameof(MaxLimitedKeyRest), MaxLimitedKeyRest),
        })
        {
            if (value < TimeSpan.Zero || value > TimeSpan.FromDays(1)) yield return $"{name} is {value}: allowed is 00:00:00 to 1.00:00:00.";
        }

        if (SilenceLimit < TimeSpan.FromSeconds(1) || SilenceLimit > TimeSpan.FromMinutes(5))
            yield return $"{nameof(SilenceLimit)} is {SilenceLimit}: allowed is 00:00:01 to 00:05:00.";
    }

    private static bool IsKey(string? key) => key is { Length: > 0 and <= 500 } && key.All(c => c is > ' ' and <= '~');

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;
}
