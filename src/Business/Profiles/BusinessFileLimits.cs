namespace YemotAi.Business.Profiles;

/// <summary>How large business files may be: far above what a business needs, and small enough to keep in memory.</summary>
public static class BusinessFileLimits
{
    /// <summary>Files in the directory.</summary>
    public const int Files = 1000;

    /// <summary>Bytes of one file.</summary>
    public const int FileBytes = 256 * 1024;

    /// <summary>Problems that are named; with more, something is wrong that a longer list would not make clearer.</summary>
    public const int Problems = 50;

    /// <summary>How deep lists and maps may lie in each other; a profile needs four.</summary>
    public const int Depth = 8;

    /// <summary>Characters of a name, an alias, a topic or a reason.</summary>
    public const int NameCharacters = 80;

    /// <summary>Characters of one phrasing of a question.</summary>
    public const int QuestionCharacters = 200;

    /// <summary>Characters of a spoken text: about a minute of speech, and what one telephone answer can hold.</summary>
    public const int TextCharacters = 700;

    /// <summary>Characters of the instructions for a model: they are read again with every turn of a call.</summary>
    public const int InstructionsCharacters = 4000;

    /// <summary>Minds that a business names.</summary>
    public const int Minds = 10;

    /// <summary>Characters of a mind's name, as the settings allow them.</summary>
    public const int MindCharacters = 40;

    /// <summary>Services of one business.</summary>
    public const int Services = 300;

    /// <summary>Aliases of one service, and phrasings of one question.</summary>
    public const int Phrasings = 30;

    /// <summary>Questions of one business.</summary>
    public const int Questions = 500;

    /// <summary>Intervals of one day.</summary>
    public const int IntervalsPerDay = 6;

    /// <summary>Dates with hours of their own, ranges counted by their days.</summary>
    public const int ExceptionDates = 1000;
}
