namespace YemotAi.Business.Profiles;

/// <summary>A question with the owner's own answer.</summary>
/// <param name="Phrasings">The ways in which it is asked, at least one.</param>
/// <param name="Answer">The answer, as it is said.</param>
/// <param name="Topic">What it is about, in a few words, for "you can ask me about"; empty leaves it out there.</param>
public sealed record QuestionAndAnswer(IReadOnlyList<string> Phrasings, string Answer, string Topic = "");
