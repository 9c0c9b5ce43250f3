using Xunit;
using YemotAi.Providers.Api;

namespace YemotAi.Minds.Api;

public sealed class AnswerTextTests
{
    private readonly TestEar _ear = new();

    [Fact]
    public void Words_are_told_at_once()
    {
        var text = new AnswerText(_ear, 100);
        text.BeginStep();
        Assert.True(text.Add("שלום "));
        Assert.Equal("שלום ", _ear.Words);
        Assert.True(text.StepSpoke);
    }

    [Fact]
    public void White_space_alone_is_no_answer()
    {
        var text = new AnswerText(_ear, 100);
        text.BeginStep();
        text.Add(" \n");
        Assert.Equal(("", ""), (text.ToString(), _ear.Words));
        text.Add(" כן");
        Assert.Equal(("כן", "כן"), (text.ToString(), _ear.Words));
    }

    [Fact]
    public void What_is_said_after_a_tool_is_a_sentence_of_its_own()
    {
        var text = new AnswerText(_ear, 100);
        text.BeginStep();
        text.Add("רגע.");
        text.BeginStep();
        Assert.False(text.StepSpoke);
        text.Add("הנה.");
        Assert.Equal(("רגע. הנה.", "רגע. הנה.", "הנה."), (text.ToString(), _ear.Words, text.OfStep));
    }

    [Fact]
    public void It_ends_at_its_length_and_never_in_the_middle_of_a_sign()
    {
        var text = new AnswerText(_ear, 5);
        text.BeginStep();
        Assert.True(text.Add("abcd"));
        Assert.False(text.Add("😀"));
        Assert.False(text.Add("e"));
        Assert.Equal(("abcd", "abcd", true), (text.ToString(), _ear.Words, text.IsFull));
    }
}
