using Xunit;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Voice;

/// <summary>A voice over the agent: what silences it, and what it takes for an interruption.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public void The_agent_is_silent_after_three_frames_of_the_callers_voice_and_listens()
    {
        var table = TurnTable.Speaking();
        table.Voice(40);
        Assert.Equal("", table.Done);
        table.Voice(20);
        Assert.Equal("PauseSpeech 1; OpenSegment 2", table.Done);
        table.Voice(900);
        table.Silence(400);
        table.Words("רגע מתי אתם פתוחים");
        Assert.Equal("CloseSegment 2; StopSpeech 1; SubmitWords 2 \"רגע מתי אתם פתוחים\"", table.Done);
    }

    [Fact]
    public void A_long_voice_over_the_agent_is_an_interruption_before_its_words_are_known()
    {
        var table = TurnTable.Speaking();
        table.Voice(4900);
        Assert.Equal("PauseSpeech 1; OpenSegment 2", table.Done);
        table.Voice(200);
        Assert.Equal("StopSpeech 1", table.Done);
        Assert.Equal(TurnPhase.Listening, table.State.Phase);
        table.Silence(480);
        table.Words("אני רוצה לשאול משהו אחר");
        Assert.Equal("CloseSegment 2; SubmitWords 2 \"אני רוצה לשאול משהו אחר\"", table.Done);
    }

    [Theory]
    [InlineData("אהה")]
    [InlineData("כן, כן")]
    [InlineData("הבנתי")]
    [InlineData("")]
    [InlineData(null)]
    public void A_nod_or_a_noise_lets_the_agent_go_on(string? words)
    {
        var table = TurnTable.Speaking();
        table.Voice(400);
        table.Silence(360);
        table.Words(words);
        Assert.Equal("PauseSpeech 1; OpenSegment 2; CloseSegment 2; ResumeSpeech 1", table.Done);
        Assert.Equal(TurnPhase.Speaking, table.State.Phase);
    }

    [Fact]
    public void A_click_over_the_agent_lets_it_go_on_without_asking_anyone()
    {
        var table = TurnTable.Speaking();
        table.Voice(120);
        table.Silence(360);
        Assert.Equal("PauseSpeech 1; OpenSegment 2; DropSegment 2; ResumeSpeech 1", table.Done);
    }

    [Fact]
    public void A_yes_before_the_very_end_of_the_question_is_an_answer()
    {
        var table = TurnTable.Speaking();
        table.SpeechLeft = TimeSpan.FromMilliseconds(400);
        table.Voice(400);
        table.Silence(360);
        table.Words("כן");
        Assert.Equal("PauseSpeech 1; OpenSegment 2; CloseSegment 2; StopSpeech 1; SubmitWords 2 \"כן\"", table.Done);
    }

    [Fact]
    public void Where_callers_may_not_interrupt_the_agent_speaks_on()
    {
        var table = TurnTable.Speaking(new TurnOptions { BargeIn = false });
        table.Voice(2000);
        Assert.Equal("", table.Done);
    }

    [Fact]
    public void What_cannot_be_recognised_over_the_agent_is_asked_about_when_it_was_more_than_a_nod()
    {
        var table = TurnTable.Speaking();
        table.Voice(1500);
        table.Silence(480);
        table.Words(null);
        Assert.Equal("PauseSpeech 1; OpenSegment 2; CloseSegment 2; StopSpeech 1; SubmitUnclear 2", table.Done);
    }
}
