namespace YemotAi.Hosting.Settings;

/// <summary>The settings that stand at the top and that every program of ours has; each area has its section beside them.</summary>
public class ProgramOptions
{
    /// <summary>The folder that holds everything the program keeps. Default <c>data</c> in the current folder.</summary>
    public string Data { get; set; } = "data";

    /// <summary>
    /// The folder of business files. A relative one is looked for in the current folder, then beside the program.
    /// Default <c>businesses</c>, which ships with an example.
    /// </summary>
    public string Businesses { get; set; } = "businesses";

    /// <summary>
    /// Who answers callers, the preferred first: <c>codex</c>, <c>claude</c>, <c>openai</c>, <c>anthropic</c>, or names given
    /// in their sections. When one cannot, the next does; the built-in one that needs no key comes last and is not named.
    /// None, the default: it alone. A business's file may say otherwise.
    /// </summary>
    public IList<string> Minds { get; } = [];

    /// <summary>
    /// Addresses (<c>10.1.2.3</c>) and ranges (<c>10.0.0.0/8</c>, IPv6 too) of the servers that take HTTPS in front of
    /// this one. What they say in <c>X-Forwarded-For</c> then counts as the sender's address, for
    /// <c>Yemot:AllowedAddresses</c> and for the log. None: what anyone says there is ignored. Callers are not to come from
    /// within such a range.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Addresses and ranges from which <c>/metrics</c> may be asked for. None, the default: only from this machine, under
    /// its own name. Whoever comes by a proxy is never answered: a proxy stands between the program and everybody.
    /// </summary>
    public IList<string> MetricsFrom { get; } = [];

    /// <summary>How long finished calls are kept, in days. Default 180; 0 keeps them for ever.</summary>
    public int KeepCallsDays { get; set; } = 180;
}
