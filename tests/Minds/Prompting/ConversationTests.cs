using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Minds.Prompting;

public sealed class ConversationTests
{
    private static readonly TestPrompt Prompt = new();

    private static MindRequest Request(IEnumerable<Exchange> history) =>
        new() { Conversation = "c", Said = "עכשיו", History = [.. history], Now = default };

    private static List<Exchange> Long(int turns) =>
        [.. Enumerable.Range(0, turns).Select(i => new Exchange($"{i:000}{new string('א', 97)}", new string('ב', 100)))];

    [Fact]
    public void The_caller_and_the_agent_take_turns()
    {
        var told = Conversation.Of(Prompt, Request([new(" ", ""), new("שלום", "היי"), new("להשאיר הודעה", " ")])).ToList();
        Assert.Equal([true, false, true, false, true, false, true], told.Select(message => message.IsCaller));
        Assert.DoesNotContain(told, message => string.IsNullOrWhiteSpace(message.Words));
    }

    [Fact]
    public void A_short_conversation_is_told_whole() =>
        Assert.Equal(120, Conversation.Before(Prompt, Request(Long(120))).Count);

    [Fact]
    public void A_long_conversation_loses_its_oldest_turns_in_blocks()
    {
        var begins = Enumerable.Range(121, 200).Select(turns =>
        {
            var told = Conversation.Before(Prompt, Request(Long(turns)));
            Assert.InRange(told.Sum(turn => turn.Said.Length + turn.Answered.Length), 15_000, Conversation.MaxCharacters);
            Assert.Equal($"{turns - 1:000}", told[^1].Said[..3]);
            return told[0].Said[..3];
        }).ToList();
        Assert.InRange(begins.Distinct().Count(), 2, 6);
        Assert.Equal(begins.Order(StringComparer.Ordinal), begins);
    }

    [Fact]
    public void A_very_long_answer_is_cut_between_signs()
    {
        var told = Conversation.Before(Prompt, Request([new("ספר", "א" + string.Concat(Enumerable.Repeat("😀", 5_000)))]));
        var answered = Assert.Single(told).Answered;
        Assert.InRange(answered.Length, 3_990, 4_000);
        Assert.False(char.IsHighSurrogate(answered[^1]));
    }
}
