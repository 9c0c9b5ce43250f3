namespace YemotAi.Calls.Minds;

/// <summary>What is known about the businesses: found by code, from their own files, without any model.</summary>
public interface IKnowledge
{
    /// <summary>
    /// The best spoken answer to a question, or null when nothing known fits. The same question at the same time gets
    /// the same answer. Never throws for any text.
    /// </summary>
    /// <param name="business">Which business.</param>
    /// <param name="question">What the caller said.</param>
    /// <param name="now">Now: opening hours depend on it.</param>
    KnownAnswer? Find(string business, string question, DateTimeOffset now);

    /// <summary>What callers can ask this business about, as one spoken sentence; empty if nothing is known.</summary>
    string Topics(string business);

    /// <summary>The business's spoken name; empty if it is not known.</summary>
    string NameOf(string business);

    /// <summary>
    /// All that the business's file says and a model may know, as plain text in Hebrew, a fact a line, at most 16,000
    /// characters; empty if nothing is known. The same between calls, so that a vendor's cache serves it: nothing in it
    /// depends on the time.
    /// </summary>
    string Briefing(string business);
}
