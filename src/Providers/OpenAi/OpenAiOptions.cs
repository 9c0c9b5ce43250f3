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
    /// <c>auto</c>: <c>none</c>, because a caller waits for the first word, but <c>unset</c> for models that do not take
    /// <c>none</c> (those before GPT-5.1, and of later ones those with <c>pro</c>, <c>chat</c> or <c>codex</c> in their
    /// names), and for chat completions at a server that is not OpenAI's, which may not know the setting. GPT-5 takes
    /// <c>minimal</c> and answers sooner with it.
    /// </summary>
    public string Effort { get; set; } = "auto";

    internal override string VendorsAddress => "https://api.openai.com/v1";

    internal override string KeyVariable => "OPENAI_API_KEY";

    /// <summary>The effort as the server is told it; null when it is not told.</summary>
    internal string? EffortToSend => Effort switch
    {
        "unset" => null,
        "auto" => TakesNone(Model) && (Api == OpenAiInterface.Responses || IsVendorsOwn) ? "none" : null,
        _ => Effort,
    };

    // By the API reference of reasoning efforts: "none" came with gpt-5.1, and no model before it knows the word; those
    // of one fixed effort take nothing else.
    private static bool TakesNone(string model) =>
        !(model.StartsWith("gpt-3", StringComparison.Ordinal)
            || model.StartsWith("gpt-4", StringComparison.Ordinal)
            || model.StartsWith("chatgpt", StringComparison.Ordinal)
            || model == "gpt-5"
            || model.StartsWith("gpt-5-", StringComparison.Ordinal)
            || (model.Length > 1 && model[0] == 'o' && char.IsAsciiDigit(model[1]))
            || (model.StartsWith("gpt-", StringComparison.Ordinal)
                && model.Split('-').Any(part => part is "pro" or "chat" or "codex")));

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (!Enum.IsDefined(Api)) yield return $"{nameof(Api)} is {Api}: allowed is {string.Join(", ", Enum.GetNames<OpenAiInterface>())}.";
        if (!Efforts.Contains(Effort)) yield return $"{nameof(Effort)} is '{Effort}': allowed is {string.Join(", ", Efforts)}.";
    }
}
