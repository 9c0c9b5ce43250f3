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
    /// The keys, in order of preference: the next is used while one rests. Empty, the default: the vendor's environment
    /// variable; where that is empty too, a server other than the vendor's own is asked with the key <c>none</c>.
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

    /// <summary>The vendor's own address.</summary>
    internal abstract string VendorsAddress { get; }

    /// <summary>The environment variable that holds a key where none is set.</summary>
    internal abstract string KeyVariable { get; }

    /// <summary>Whether the vendor's own server is asked.</summary>
    internal bool IsVendorsOwn => Address.Host == new Uri(VendorsAddress).Host;

    /// <summary>The address, without a slash at its end.</summary>
    internal Uri Address => new((BaseUrl.Length > 0 ? BaseUrl : VendorsAddress).TrimEnd('/'));

    /// <summary>The keys to use; none when there is none and the vendor's own server would want one.</summary>
    internal IReadOnlyList<string> KeysToUse()
    {
        if (Keys.Count > 0) return [.. Keys];
        if (Environment.GetEnvironmentVariable(KeyVariable)?.Trim() is { Length: > 0 } key && IsKey(key)) return [key];
        return IsVendorsOwn ? [] : ["none"];
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (BaseUrl.Length > 0 && !IsAddress(BaseUrl))
            yield return $"{nameof(BaseUrl)} is no address: allowed is one such as {VendorsAddress}, without name, password, '?' or '#'.";
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
    }

    private static bool IsKey(string? key) => key is { Length: > 0 and <= 500 } && key.All(c => c is > ' ' and <= '~');

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;
}
