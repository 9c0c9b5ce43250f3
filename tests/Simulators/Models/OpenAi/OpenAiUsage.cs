using YemotAi.Simulators.Models.Wire;

namespace YemotAi.Simulators.Models.OpenAi;

/// <summary>The tokens of one request to OpenAI, and of its answer.</summary>
/// <param name="input">Of the request.</param>
/// <param name="least">The shortest beginning that is kept; below one step of OpenAI's there are no steps.</param>
internal sealed class OpenAiUsage(CachedTokens input, int least)
{
    // OpenAI's cache works in steps of this many tokens.
    private const int Step = 128;

    /// <summary>Tokens of the request.</summary>
    public int Input => input.All;

    /// <summary>How many of them were in the cache.</summary>
    public int Cached => least < Step ? input.Read : input.Read / Step * Step;

    /// <summary>Tokens of an answer.</summary>
    public static int Output(ModelAnswer answer) =>
        Tokens.Of(string.Concat(answer.Pieces)) + answer.Calls.Sum(call => Tokens.Of(call.Name) + Tokens.Of(call.Arguments));
}
