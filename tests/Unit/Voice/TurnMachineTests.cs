using Xunit;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Voice;

/// <summary>Whose turn it is, on a virtual clock.</summary>
public sealed class TurnMachineTests
{
    [Fact]
    public void A_greeting_waits_for_a_caller_who_speaks_first()
    {
        var table = new TurnTable();
        table.Put(TurnEvent.ReplyReady(0));
        table.Silence(780);
        Assert.Equal("", table.Done);
        table.Silence(20);
        Assert.Equal("StartSpeech 0", table.Done);

        var eager = new TurnTable();
        eager.Put(TurnEvent.ReplyReady(0));
        eager.Silence(200);
        eager.Voice(900);
        eager.Silence(400);
        Assert.Equal("OpenSegment 1; CloseSegment 1", eager.Done);
        eager.Words("שלום אני רוצה תור");
        Assert.Equal("StopSpeech 0; SubmitWords 1 \"שלום אני רוצה תור\"", eager.Done);
    }

    [Theory]
    [InlineData(400, 360)]
    [InlineData(2000, 480)]
    public void A_short_utterance_needs_less_silence(int voice, int silence)
    {
        var table = TurnTable.Listening();
        table.Voice(voice);
        table.Silence(silence - 20);
        Assert.Equal("OpenSegment 1", table.Done);
        table.Silence(20);
        Assert.Equal("CloseSegment 1", table.Done);
        Assert.Equal(TurnPhase.Listening, table.State.Phase);
        table.Words("מתי אתם פתוחים");
        Assert.Equal("SubmitWords 1 \"מתי אתם פתוחים\"", table.Done);
        Assert.Equal(TurnPhase.Thinking, table.State.Phase);
    }

    [Fact]
    public void A_click_is_no_utterance()
    {
        var table = TurnTable.Listening();
        table.Voice(240);
        table.Silence(1000);
        Assert.Equal("OpenSegment 1; DropSegment 1", table.Done);
    }

    [Fact]
    public void A_long_utterance_is_recognised_piece_by_piece_and_answered_once()
    {
        var table = TurnTable.Listening();
        table.Voice(7000);
        Assert.Equal("OpenSegment 1; CloseSegment 1; OpenSegment 2", table.Done);
        table.Words("חלק ראשון");
        table.Voice(2000);
        table.Silence(480);
        Assert.Equal("CloseSegment 2", table.Done);
        table.Words("חלק שני");
        Assert.Equal("SubmitWords 1 \"חלק ראשון חלק שני\"", table.Done);
    }

    [Fact]
    public void An_unfinished_sentence_is_waited_for()
    {
        var table = TurnTable.Listening();
        table.Voice(1500);
        table.Silence(480);
        table.Words("אני רוצה לקבוע תור עם");
        table.Silence(500);
        Assert.Equal("OpenSegment 1; CloseSegment 1", table.Done);
        table.Voice(800);
        table.Silence(480);
        table.Words("הרופאה");
        Assert.Equal("OpenSegment 2; CloseSegment 2; SubmitWords 1 \"אני רוצה לקבוע תור עם הרופאה\"", table.Done);
    }

    [Fact]
    public void An_unfinished_sentence_is_not_waited_for_for_ever()
    {
        var table = TurnTable.Listening();
        table.Voice(1500);
        table.Silence(480);
        table.Words("אני רוצה לקבוע תור עם");
        table.Silence(900);
        Assert.Equal("OpenSegment 1; CloseSegment 1", table.Done);
        table.Silence(40);
        Assert.Equal("SubmitWords 1 \"אני רוצה לקבוע תור עם\"", table.Done);
    }

    [Fact]
    public void After_an_opening_the_rest_is_waited_for_a_little()
    {
        var table = TurnTable.Listening();
        table.Voice(600);
        table.Silence(360);
        table.Words("שלום");
        table.Silence(620);
        Assert.Equal("OpenSegment 1; CloseSegment 1", table.Done);
        table.Silence(20);
        Assert.Equal("SubmitWords 1 \"שלום\"", table.Done);

        table = TurnTable.Listening();
        table.Voice(600);
        table.Silence(360);
        table.Words("שלום");
        table.Silence(300);
        table.Voice(1500);
        table.Silence(480);
        table.Words("אני רוצה לקבוע תור");
        Assert.Equal("OpenSegment 1; CloseSegment 1; OpenSegment 2; CloseSegment 2; SubmitWords 1 \"שלום אני רוצה לקבוע תור\"", table.Done);
    }

    [Fact]
    public void An_answer_that_is_there_at_once_leaves_time_to_go_on()
    {
        var table = TurnTable.Listening();
        table.Voice(600);
        table.Silence(360);
        table.Words("כן");
        table.Put(TurnEvent.ReplyReady(1));
        table.Silence(420);
        Assert.Equal("OpenSegment 1; CloseSegment 1; SubmitWords 1 \"כן\"", table.Done);
        table.Voice(900);
        table.Silence(400);
        table.Words("בבקשה");
        Assert.Equal("OpenSegment 2; CloseSegment 2; StopSpeech 1; SubmitWords 2 \"בבקשה\"", table.Done);
    }

    [Fact]
    public void A_caller_who_goes_on_for_long_is_not_spoken_over_and_loses_no_word()
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("יש לי תור מחר");
        table.Put(TurnEvent.ReplyReady(1));
        _ = table.Done;
        table.Voice(4200);
        Assert.Equal("OpenSegment 2; CloseSegment 2; OpenSegment 3", table.Done);
        table.Words("ואני צריכה להזיז אותו");
        Assert.Equal("StopSpeech 1", table.Done);
        table.Voice(2000);
        table.Silence(480);
        table.Words("לשבוע הבא");
        Assert.Equal("CloseSegment 3; SubmitWords 2 \"ואני צריכה להזיז אותו לשבוע הבא\"", table.Done);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void A_radio_of_which_nothing_is_recognised_does_not_keep_the_answer_back(string? words)
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        table.Put(TurnEvent.ReplyReady(1));
        _ = table.Done;
        table.Voice(4200);
        Assert.Equal("OpenSegment 2; CloseSegment 2; OpenSegment 3", table.Done);
        table.Words(words);
        Assert.Equal("DropSegment 3; StartSpeech 1", table.Done);
    }

    [Fact]
    public void A_telephone_number_ends_when_it_is_complete_and_not_at_the_first_pause()
    {
        var table = TurnTable.Listening();
        table.Voice(1300);
        table.Silence(500);
        table.Words("אפס חמש ארבע");
        table.Silence(1000);
        table.Voice(1300);
        table.Silence(500);
        table.Words("אחד שתיים שלוש");
        table.Silence(1000);
        Assert.Equal("OpenSegment 1; CloseSegment 1; OpenSegment 2; CloseSegment 2", table.Done);
        table.Voice(1300);
        table.Silence(500);
        table.Words("ארבע חמש שש שבע");
        Assert.Equal(
            "OpenSegment 3; CloseSegment 3; SubmitWords 1 \"אפס חמש ארבע אחד שתיים שלוש ארבע חמש שש שבע\"", table.Done);
    }

    [Fact]
    public void Nothing_recognised_in_a_real_utterance_is_asked_about_and_in_a_noise_is_not()
    {
        var table = TurnTable.Listening();
        table.Voice(1000);
        table.Silence(400);
        table.Words(null);
        Assert.Equal("OpenSegment 1; CloseSegment 1; SubmitUnclear 1", table.Done);

        table = TurnTable.Listening();
        table.Voice(400);
        table.Silence(400);
        table.Words("");
        Assert.Equal("OpenSegment 1; CloseSegment 1", table.Done);
        Assert.Equal(TurnPhase.Listening, table.State.Phase);
    }

    [Fact]
    public void There_is_a_breath_before_an_answer_and_a_hint_when_it_takes_long()
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        _ = table.Done;
        table.Put(TurnEvent.ReplyReady(1));
        table.Silence(200);
        Assert.Equal("", table.Done);
        table.Silence(200);
        Assert.Equal("StartSpeech 1", table.Done);

        table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        _ = table.Done;
        table.Silence(780);
        Assert.Equal("", table.Done);
        table.Silence(20);
        Assert.Equal("GiveHint 1", table.Done);
        table.Silence(6000);
        Assert.Equal("GiveHint 1", table.Done);
        table.Put(TurnEvent.ReplyReady(1));
        Assert.Equal("StartSpeech 1", table.Done);
    }

    [Fact]
    public void An_answer_to_an_older_turn_changes_nothing()
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        _ = table.Done;
        table.Put(TurnEvent.ReplyReady(0));
        table.Silence(500);
        Assert.Equal("", table.Done);
        Assert.Equal(TurnPhase.Thinking, table.State.Phase);
    }

    [Fact]
    public void A_caller_who_goes_on_while_the_agent_thinks_is_answered_once()
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("שאלה");
        table.Silence(100);
        table.Voice(900);
        table.Put(TurnEvent.ReplyReady(1));
        table.Silence(400);
        _ = table.Done;
        table.Words("ועוד שאלה");
        Assert.Equal("StopSpeech 1; SubmitWords 2 \"ועוד שאלה\"", table.Done);
        table.Put(TurnEvent.ReplyReady(1));
        table.Silence(400);
        Assert.Equal("", table.Done);
        table.Put(TurnEvent.ReplyReady(2));
        Assert.Equal("StartSpeech 2", table.Done);
    }

    [Fact]
    public void The_same_words_again_while_the_agent_thinks_are_answered_once()
    {
        var table = TurnTable.Listening();
        table.Voice(800);
        table.Silence(400);
        table.Words("מה השעה");
        table.Voice(800);
        table.Silence(400);
        table.Words("מה השעה?");
        Assert.Equal("OpenSegment 1; CloseSegment 1; SubmitWords 1 \"מה השעה\"; OpenSegment 2; CloseSegment 2", table.Done);
    }

    [Fact]
    public void Silence_after_a_statement_is_short_and_after_a_question_longer()
    {
        var statement = TurnTable.Listening(new TurnListening { ExpectsAnswer = false });
        statement.Silence(1680);
        Assert.Equal("", statement.Done);
        statement.Silence(20);
        Assert.Equal("SubmitSilence 1", statement.Done);

        var question = TurnTable.Listening();
        question.Silence(5180);
        Assert.Equal("", question.Done);
        question.Silence(20);
        Assert.Equal("SubmitSilence 1", question.Done);
    }

    [Fact]
    public void A_number_by_keypad_ends_with_the_hash_or_a_pause()
    {
        var table = TurnTable.Listening();
        table.Keys("0541234567#");
        Assert.Equal("SubmitKeys 1 \"0541234567\"", table.Done);

        table = TurnTable.Listening();
        table.Keys("1");
        table.Silence(1780);
        Assert.Equal("", table.Done);
        table.Silence(20);
        Assert.Equal("SubmitKeys 1 \"1\"", table.Done);
    }

    [Fact]
    public void A_key_interrupts_the_agent_and_the_callers_own_half_sentence()
    {
        var table = TurnTable.Speaking();
        table.Keys("2");
        Assert.Equal("StopSpeech 1", table.Done);
        table.Voice(400);
        table.Keys("3#");
        Assert.Equal("OpenSegment 2; DropSegment 2; SubmitKeys 2 \"23\"", table.Done);
    }

    [Fact]
    public void The_hash_alone_skips_what_the_agent_is_saying()
    {
        var table = TurnTable.Speaking();
        table.Keys("#");
        Assert.Equal("StopSpeech 1", table.Done);
        Assert.Equal(TurnPhase.Listening, table.State.Phase);
    }

    [Fact]
    public void A_message_is_ended_by_a_long_silence_only()
    {
        var table = TurnTable.Listening(new TurnListening { LongSilence = TimeSpan.FromSeconds(3), LongLimit = TimeSpan.FromSeconds(60) });
        table.Voice(2000);
        table.Silence(2500);
        table.Voice(2000);
        table.Silence(2980);
        Assert.DoesNotContain("Submit", table.Done, StringComparison.Ordinal);
        table.Silence(20);
        for (var segment = table.State.Recognised + 1; segment <= table.State.Closed; segment++)
            table.Put(TurnEvent.Recognised(segment, $"חלק {segment}"));
        Assert.Contains("SubmitWords 1", table.Done, StringComparison.Ordinal);
    }
}
