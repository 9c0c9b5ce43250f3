namespace YemotAi.Calls.Minds;

/// <summary>
/// Takes in an answer while it comes, so that the caller can be told its beginning before its end is known. Called by
/// one mind at a time, on any thread.
/// </summary>
public interface IAnswerEar
{
    /// <summary>What the caller has already been told of an answer to these words.</summary>
    string Heard { get; }

    /// <summary>More words, in order; together they are the beginning of the answer's text.</summary>
    void Add(string words);

    /// <summary>What was added is void, but for what was heard: the answer begins anew, perhaps from another mind.</summary>
    void StartOver();
}
