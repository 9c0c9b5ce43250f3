namespace YemotAi.Providers.Codex;

/// <summary>A mind behind the Codex CLI.</summary>
public sealed class CodexOptions : MindOptions
{
    /// <summary>Makes options with the name <c>codex</c>.</summary>
    public CodexOptions() => (Name, MaxAtOnce) = ("codex", 16);

    /// <summary>
    /// The program's file: the native one, not npm's launcher. Empty, the default: looked for in <c>PATH</c>, in the
    /// packages beside an npm launcher that is found there, and where <c>scripts/install-codex</c> puts it.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>How it is run. Default <see cref="CodexMode.Auto"/>.</summary>
    public CodexMode Mode { get; set; }

    /// <summary>The model's name, as its vendor has it. Default <c>gpt-5.6-luna</c>: a small one, since a caller waits.</summary>
    public string Model { get; set; } = "gpt-5.6-luna";

    /// <summary>
    /// How much the model reasons: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>. Default
    /// <c>low</c>, since a caller waits. Empty: not said to the model, for those that know no such thing.
    /// </summary>
    public string Effort { get; set; } = "low";

    /// <summary>Where the model is: an address that serves the Responses API. Default OpenAI's own.</summary>
    public string BaseUrl { get; set; } = "https://api.openai.com/v1";

    /// <summary>
    /// The key. Empty, the default: the environment's <c>CODEX_API_KEY</c>, then <c>OPENAI_API_KEY</c>. It reaches the
    /// program by its environment only, never by its command line, which every user of a machine can read.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The folder in which the program keeps its sessions while calls last. Empty, the default: <c>minds</c> in the
    /// data folder, and in it the mind's name. Nobody else's Codex home: what is in it is removed.
    /// </summary>
    public string Home { get; set; } = "";

    /// <summary>
    /// How often the program itself tries again when the vendor fails, beyond the first time. Default 0: the next mind
    /// answers sooner than a vendor recovers.
    /// </summary>
    public int Retries { get; set; }

    /// <summary>
    /// How long the vendor may be silent in the middle of an answer before the program gives up. Default 15 seconds.
    /// </summary>
    public TimeSpan SilenceLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many bytes the program may write for one turn. Default 64 MiB: far more than an answer ever has.</summary>
    public long MaxOutputBytes { get; set; } = 64L << 20;

    /// <summary>How long the session of a call that nobody ended is kept. Default 1 day: longer than any call.</summary>
    public TimeSpan KeepSessions { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How many app-server processes run. Default 2: when one dies, the other half of the calls goes on undisturbed.
    /// </summary>
    public int Processes { get; set; } = 2;

    /// <summary>
    /// How many conversations one app-server process holds at most between their turns; beyond that the one unused for
    /// longest leaves, and is begun anew with its history when it goes on. Default 200: about 1 MiB each.
    /// </summary>
    public int MaxConversations { get; set; } = 200;

    /// <summary>The key to be used, from the settings or the environment; empty when there is none.</summary>
    public string FindKey() =>
        Key.Length > 0 ? Key
        : Environment.GetEnvironmentVariable("CODEX_API_KEY") is { Length: > 0 } codex ? codex
        : Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? "";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!Enum.IsDefined(Mode)) yield return $"{nameof(Mode)} is {Mode}: allowed are Auto, Exec and AppServer.";
        if (Model.Length is 0 or > 200 || Model[0] == '-' || Model.Any(c => char.IsControl(c) || c == ' '))
            yield return $"{nameof(Model)} is '{Model}': it must be a model's name, such as gpt-5.6-luna.";
        if (Effort.Length > 20 || !Effort.All(char.IsAsciiLetterLower))
            yield return $"{nameof(Effort)} is '{Effort}': allowed are none, minimal, low, medium, high, or nothing.";
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0)
        {
            yield return $"{nameof(BaseUrl)} must be an http or https address without a password in it.";
        }

        if (Key.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || Key.Length > 4096)
            yield return $"{nameof(Key)} has signs that no key has.";
        if (Retries is < 0 or > 5) yield return $"{nameof(Retries)} is {Retries}: allowed is 0 to 5.";
        if (SilenceLimit < TimeSpan.FromSeconds(1) || SilenceLimit > TimeSpan.FromMinutes(5))
            yield return $"{nameof(SilenceLimit)} is {SilenceLimit}: allowed is 00:00:01 to 00:05:00.";
        if (MaxOutputBytes is < 1 << 20 or > 1L << 32)
            yield return $"{nameof(MaxOutputBytes)} is {MaxOutputBytes}: allowed is 1048576 to 4294967296.";
        if (KeepSessions < TimeSpan.FromHours(1) || KeepSessions > TimeSpan.FromDays(30))
            yield return $"{nameof(KeepSessions)} is {KeepSessions}: allowed is 01:00:00 to 30.00:00:00.";
        if (Processes is < 1 or > 64) yield return $"{nameof(Processes)} is {Processes}: allowed is 1 to 64.";
        if (MaxConversations is < 1 or > 10_000)
            yield return $"{nameof(MaxConversations)} is {MaxConversations}: allowed is 1 to 10000.";
    }
}
