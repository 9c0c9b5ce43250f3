using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Api;

/// <summary>One turn of a conversation as one vendor's interface wants it; grows while the model calls tools.</summary>
internal interface IApiTurn
{
    /// <summary>
    /// What the turn has used so far, as the vendor told it, steps that failed among them; of a step that was not read
    /// to its end, what is known or must be guessed.
    /// </summary>
    MindUsage Used { get; }

    /// <summary>Asks the model once and takes in its words until they end or the text is full.</summary>
    /// <param name="key">The place of the key to use.</param>
    /// <param name="mayCall">Whether the model may call tools now.</param>
    /// <param name="text">Takes in the words.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <returns>What it calls, in order; nothing when the text is full.</returns>
    /// <exception cref="VendorErrorException">The vendor answered with an error.</exception>
    /// <exception cref="MindException">The model gave no answer that can be used.</exception>
    Task<IReadOnlyList<ToolCall>> AskAsync(int key, bool mayCall, AnswerText text, CancellationToken cancellation);

    /// <summary>Adds what the calls of the last step gave, for the next one.</summary>
    void AddResults(IReadOnlyList<(ToolCall Call, string Result)> results);
}
