using YemotAi.Calls.Minds;

namespace YemotAi.Business.Answers;

/// <summary>One kind of thing that is known of a business.</summary>
internal interface IAnswerSource
{
    /// <summary>The best answer of this kind, however little it fits; null if the question has nothing to do with it.</summary>
    KnownAnswer? Find(AskedQuestion question);
}
