namespace YemotAi.Providers.Claude;

/// <summary>A mind behind the Claude Code CLI.</summary>
public sealed class ClaudeCodeOptions : MindOptions
{
    private static readonly string[] Efforts = ["", "low", "medium", "high", "xhigh", "max"];

    /// <summary>
    /// Makes options with the name <c>claude</c> and 4 turns at once: a process of the program takes 200 MiB while its
    /// turn runs.
    /// </summary>
    public ClaudeCodeOptions() => (Name, MaxAtOnce) = ("claude", 4);

    /// <summary>
    /// The program's file: the native one, not npm's launcher. Empty, the default: looked for in <c>PATH</c>, in the
    /// packages beside an npm launcher that is found there, and in <c>~/.cache/yemotai/tools/claude-*</c>.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// The model's name, or a name that the program knows, such as <c>haiku</c>. Default <c>claude-haiku-5-5</c>: of
    /// Anthropic's models of late 2026 the one with the shortest wait for the first word.
    /// </summary>
    public string Model { get; set; } = "claude-haiku-5-5";

    /// <summary>
    /// How much effort the model takes: <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or <c>max</c>. Default
    /// <c>low</c>, since a caller waits. Empty: the program's own.
    /// </summary>
    public string Effort { get; set; } = "low";

    /// <summary>
    /// Where the model is: all before <c>/v1/messages</c> of an address that serves the Messages API. Empty, the
    /// default: Anthropic's own.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// The key. Empty, the default: the environment's <c>ANTHROPIC_API_KEY</c>. It reaches the program by its
    /// environment only, never by its command line, which every user of a machine can read.
    /// </summary>
    public string Key { get; set; } = "";

    /// <summary>
    /// The folder in which the program keeps its sessions while calls last. Empty, the default: <c>minds</c> in the
    /// data folder, and in it the mind's name. Nobody else's home: what is in it is removed.
    /// </summary>
    public string Home { get; set; } = "";

    /// <summary>
    /// How often the program itself tries again when the vendor fails, beyond the first time. Default 0: the next mind
    /// answers sooner than a vendor recovers.
    /// </summary>
    public int Retries { get; set; }

    /// <summary>The most tokens of an answer, those of its reasoning among them. Default 4096: ten times a long answer.</summary>
    public int MaxOutputTokens { get; set; } = 4096;

    /// <summary>How many bytes the program may write for one turn. Default 64 MiB: far more than an answer ever has.</summary>
    public long MaxOutputBytes { get; set; } = 64L << 20;

    /// <summary>How long the session of a call that nobody ended is kept. Default 1 day: longer than any call.</summary>
    public TimeSpan KeepSessions { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The key to be used, from the settings or the environment; empty when there is none.</summary>
    public string FindKey() => Key.Length > 0 ? Key : Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY") ?? "";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Model.Length is 0 or > 200 || Model[0] == '-' || Model.Any(c => char.IsControl(c) || c == ' '))
            yield return $"{nameof(Model)} is '{Model}': it must be a model's name, such as claude-haiku-5-5.";
        if (!Efforts.Contains(Effort))
            yield return $"{nameof(Effort)} is '{Effort}': allowed is nothing, {string.Join(", ", Efforts[1..])}.";
        if (BaseUrl.Length > 0 && (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0))
        {
            yield return $"{nameof(BaseUrl)} must be an http or https address without a password in it.";
        }

        if (Key.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || Key.Length > 4096)
            yield return $"{nameof(Key)} has signs that no key has.";
        if (Retries is < 0 or > 5) yield return $"{nameof(Retries)} is {Retries}: allowed is 0 to 5.";
        if (MaxOutputTokens is < 100 or > 128_000)
            yield return $"{nameof(MaxOutputTokens)} is {MaxOutputTokens}: allowed is 100 to 128000.";
        if (MaxOutputBytes is < 1 << 20 or > 1L << 32)
            yield return $"{nameof(MaxOutputBytes)} is {MaxOutputBytes}: allowed is 1048576 to 4294967296.";
        if (KeepSessions < TimeSpan.FromHours(1) || KeepSessions > TimeSpan.FromDays(30))
            yield return $"{nameof(KeepSessions)} is {KeepSessions}: allowed is 01:00:00 to 30.00:00:00.";
    }
}
