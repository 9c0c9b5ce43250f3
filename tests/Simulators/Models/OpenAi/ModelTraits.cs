namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>What OpenAI's models refuse, by the family that their names begin with.</summary>
internal static class ModelTraits
{
    /// <summary>Refuses parameters that a model does not take.</summary>
    /// <param name="body">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="effort">The path of the reasoning effort, which models that do not reason refuse.</param>
    public static void Check(OpenAiField body, string model, OpenAiField? effort)
    {
        // gpt-5 and the o series always reason and take no sampling settings; gpt-6 takes them when told not to reason.
        // What lies between differs by model, so nothing is said about it.
        var reasons = model is "gpt-5" or "gpt-5-mini" or "gpt-5-nano" || IsOSeries(model)
            || (model.StartsWith("gpt-6", StringComparison.Ordinal) && effort?.Text() != "none");
        if (reasons)
        {
            foreach (var name in (string[])["temperature", "top_p"])
                if (body.Find(name) is { } field && field.Value.GetDouble() is not 1)
                    throw Unsupported(name);
        }

        if (effort is not null && (model.StartsWith("gpt-4", StringComparison.Ordinal) || model.StartsWith("gpt-3", StringComparison.Ordinal)))
            throw Unsupported(effort.Value.Path);
        // "none" came with gpt-5.1; the models of one fixed effort take nothing else.
        var refusesNone = model == "gpt-5" || model.StartsWith("gpt-5-", StringComparison.Ordinal) || IsOSeries(model)
            || (model.StartsWith("gpt-", StringComparison.Ordinal) && model.Split('-').Any(part => part is "pro" or "chat" or "codex"));
        if (effort?.Text() == "none" && refusesNone)
            throw OpenAiError.Bad($"Unsupported value: 'none' is not supported with the '{model}' model.", effort.Value.Path, "unsupported_value");
        if (reasons && body.Find("max_tokens") is not null)
            throw OpenAiError.Bad("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "max_tokens", "unsupported_parameter");
    }

    private static bool IsOSeries(string model) => model.Length > 1 && model[0] == 'o' && char.IsAsciiDigit(model[1]);

    private static Wire.RequestRefused Unsupported(string name) =>
        OpenAiError.Bad($"Unsupported parameter: '{name}' is not supported with this model.", name, "unsupported_parameter");
}
