using YemotAi.Providers.Api;

namespace YemotAi.Providers.OpenAi;

/// <summary>Settings of a mind at OpenAI, or at any server that speaks as it does.</summary>
public sealed class OpenAiOptions : ApiMindOptions
{
    /// <summary>OpenAI's efforts, and the two words of ours: as <see cref="Effort"/> says.</summary>
    private static readonly string[] Efforts = ["auto", "unset", "none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>
    /// Sets the default model, <c>gpt-6.1-terra</c>: of OpenAI's models of late 2026 the fast one that writes natural
    /// language well.
    /// </summary>
    public OpenAiOptions() => (Name, Model) = ("openai", "gpt-6.1-terra");

    /// <summary>By which interface it is asked. Default <see cref="OpenAiInterface.Responses"/>.</summary>
    public OpenAiInterface Api { get; set; } = OpenAiInterface.Responses;

    /// <summary>
    /// How much the model reasons before it speaks: <c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>,
    /// <c>xhigh</c> or <c>max</c>, which not every model takes; <c>unset</c> leaves it to the server. Default
    /// <c>auto</c>: <c>none</c>, because a caller waits for the first word, but <c>unset</c> for chat completions at a
    /// server that is not OpenAI's, which may not know the setting.
    /// </summary>
    public string Effort { get; set; } = "auto";

    internal override string VendorsAddress => "https://api.openai.com/v1";

    internal override string KeyVariable => "OPENAI_API_KEY";

    /// <summary>The effort as the server is told it; null when it is not told.</summary>
    internal string? EffortToSend => Effort switch
    {
        "unset" => null,
        "auto" => Api == OpenAiInterface.Responses || IsVendorsOwn ? "none" : null,
        _ => Effort,
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!Enum.IsDefined(Api)) yield return $"{nameof(Api)} is {Api}: allowed is {string.Join(", ", Enum.GetNames<OpenAiInterface>())}.";
        if (!Efforts.Contains(Effort)) yield return $"{nameof(Effort)} is '{Effort}': allowed is {string.Join(", ", Efforts)}.";
    }
}
