using YemotAi.Providers.Api;

namespace YemotAi.Providers.Anthropic;

/// <summary>Settings of a mind at Anthropic, or at a server that speaks as it does.</summary>
public sealed class AnthropicOptions : ApiMindOptions
{
    private static readonly string[] Ways = ["unset", "disabled", "between_tools", "adaptive"];

    private static readonly string[] Efforts = ["", "low", "medium", "high", "xhigh", "max"];

    /// <summary>
    /// Sets the default model, <c>claude-haiku-5-5</c>: of Anthropic's models of late 2026 the one with the shortest
    /// wait for the first word.
    /// </summary>
    public AnthropicOptions() => (Name, Model) = ("anthropic", "claude-haiku-5-5");

    /// <summary>
    /// Whether the model thinks before it speaks: <c>disabled</c>, <c>adaptive</c>, <c>between_tools</c> (Sonnet 5.5),
    /// or <c>unset</c> for the model's own way; the largest models take no <c>disabled</c>. Default <c>disabled</c>,
    /// because a caller waits for the first word.
    /// </summary>
    public string Thinking { get; set; } = "disabled";

    /// <summary>
    /// How much effort the model takes: <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or <c>max</c>, which not
    /// every model knows. Empty, the default: the model's own.
    /// </summary>
    public string Effort { get; set; } = "";

    internal override string VendorsAddress => "https://api.anthropic.com";

    internal override string KeyVariable => "ANTHROPIC_API_KEY";

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!Ways.Contains(Thinking)) yield return $"{nameof(Thinking)} is '{Thinking}': allowed is {string.Join(", ", Ways)}.";
        if (!Efforts.Contains(Effort)) yield return $"{nameof(Effort)} is '{Effort}': allowed is nothing, {string.Join(", ", Efforts[1..])}.";
    }
}
