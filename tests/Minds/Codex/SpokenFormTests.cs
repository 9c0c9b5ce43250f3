using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Minds.Codex;

/// <summary>The form in which a mind without tools says its words and its act.</summary>
public sealed class SpokenFormTests
{
    [Theory]
    [InlineData("""{"say":"שלום","then":"end_call"}""", "שלום", AgentAct.HangUp)]
    [InlineData("""{"say":"שלום","then":"continue"}""", "שלום", AgentAct.Continue)]
    [InlineData("""{"say":"שלום","then":"take_message"}""", "שלום", AgentAct.Continue)]
    [InlineData("""{"say":"שלום","then":7}""", "שלום", AgentAct.Continue)]
    [InlineData("""{"say":"שלום"}""", "שלום", AgentAct.Continue)]
    [InlineData("שלום", "שלום", AgentAct.Continue)]
    [InlineData("[1]", "[1]", AgentAct.Continue)]
    [InlineData("""{"say":"של""", "", AgentAct.Continue)]
    [InlineData("""{"say":7,"then":"end_call"}""", "", AgentAct.Continue)]
    [InlineData("""{"other":"x"}""", "", AgentAct.Continue)]
    public void An_answer_has_words_and_an_act(string answer, string words, AgentAct act) =>
        Assert.Equal((words, act), SpokenForm.Read(answer, Request(AgentAct.HangUp)));

    [Fact]
    public void Where_no_act_is_allowed_there_is_no_form_and_braces_are_words()
    {
        Assert.Null(SpokenForm.SchemaOf(Request()));
        Assert.Equal(("{json: [1]}", AgentAct.Continue), SpokenForm.Read("{json: [1]}", Request()));
        Assert.Equal(("x", AgentAct.Continue), SpokenForm.Read("""{"say":"x","then":"end_call"}""", Request()));
    }

    private static MindRequest Request(params AgentAct[] acts) => new()
    {
        Conversation = "c", Said = "s", Now = DateTimeOffset.UnixEpoch, Acts = acts,
    };
}
