namespace YemotAi.Business.Search;

/// <summary>Bounds and measures of the search. The measures were set on the question file of the tests.</summary>
internal static class SearchLimits
{
    /// <summary>Characters of a question that are read; far more than anybody says in one breath.</summary>
    public const int QuestionCharacters = 2000;

    /// <summary>Words of a question that are looked at; their places must fit the bits of a 64-bit mask.</summary>
    public const int QuestionWords = 48;

    /// <summary>Characters of a word; the rest of a longer one is dropped.</summary>
    public const int WordCharacters = 32;

    /// <summary>Unknown words of a question for which near words are looked for.</summary>
    public const int FuzzyWords = 8;

    /// <summary>The least confidence of an answer; below it "I don't know" is the better answer.</summary>
    public const double LeastConfidence = 0.5;

    /// <summary>Services in one answer: more cannot be remembered by ear.</summary>
    public const int SpokenServices = 6;
}
