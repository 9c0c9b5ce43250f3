namespace YemotAi.Business.Search;

/// <summary>A word of a question or of a fact, or several words that mean one thing together.</summary>
internal sealed class QuestionWord
{
    /// <summary>The word in the tokenizer's spelling; several are joined with spaces.</summary>
    public required string Text { get; init; }

    /// <summary>What it means, by the lexicon's names; often nothing.</summary>
    public required string[] Concepts { get; init; }

    /// <summary>Says nothing about what is asked.</summary>
    public required bool IsStop { get; init; }

    /// <summary>The forms under which it may be found.</summary>
    public required List<WordForm> Forms { get; init; }

    /// <summary>How much it counts when an answer leaves it unexplained: 0 to 1.</summary>
    public double Weight { get; set; }

    /// <summary>Whether it has a meaning.</summary>
    public bool Means(string concept) => Array.IndexOf(Concepts, concept) >= 0;

    /// <summary>Whether it has one of several meanings.</summary>
    public bool MeansAny(HashSet<string> concepts)
    {
        foreach (var concept in Concepts)
        {
            if (concepts.Contains(concept))
                return true;
        }

        return false;
    }
}
