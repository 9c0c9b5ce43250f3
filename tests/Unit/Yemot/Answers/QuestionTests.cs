using Xunit;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Unit.Yemot.Answers;

public sealed class QuestionTests
{
    private static readonly Prompt Ask = Prompt.Of(PromptItem.Text("שאלה"));

    private static string Fields(Question question)
    {
        var body = YemotAnswer.Ask(Ask, question).Body;
        StrictAnswer.Check(body);
        return body["read=t-שאלה=".Length..];
    }

    public static TheoryData<Question, string> Questions => new()
    {
        { new KeysQuestion("a"), "a,no,,1,7,No,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Confirm = true }, "a,no,,1,7,No,no,no" },
        {
            new KeysQuestion("a_1")
            {
                ReuseValue = true, MaxDigits = 4, MinDigits = 2, WaitSeconds = 10, Playback = KeyPlayback.Digits, BlockStar = true,
                BlockZero = true, Replace = "*@", Allowed = ["11", "12"], TimesPlayed = 3, AcceptEmpty = true, EmptyValue = "nothing",
                LockKeyboard = true,
            },
            "a_1,yes,4,2,10,Digits,yes,yes,*@,11.12,3,Ok,nothing,InsertLettersTypeChangeNo,no"
        },
        { new KeysQuestion("a") { MaxDigits = 1, Allowed = ["1", "2", "*", "#"] }, "a,no,1,1,7,No,no,no,,1.2.*.#,,,,,no" },
        { new KeysQuestion("a") { AllowedFromFolder = true }, "a,no,,1,7,No,no,no,,from_folder,,,,,no" },
        { new KeysQuestion("a") { MinDigits = 0, MaxDigits = 0, WaitSeconds = 0 }, "a,no,0,0,0,No,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Playback = KeyPlayback.Date }, "a,no,8,8,7,Date,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Playback = KeyPlayback.HebrewDate }, "a,no,8,8,7,HebrewDate,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Playback = KeyPlayback.Time }, "a,no,4,4,7,Time,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Playback = KeyPlayback.TeudatZehut }, "a,no,9,8,7,TeudatZehut,no,no,,,,,,,no" },
        { new KeysQuestion("a") { Playback = KeyPlayback.Phone }, "a,no,10,9,7,Phone,no,no,,,,,,,no" },
        { new SpeechQuestion("a"), "a,no,voice" },
        { new SpeechQuestion("a") { Language = "he-IL" }, "a,no,voice,he-IL" },
        { new SpeechQuestion("a") { AllowKeys = false }, "a,no,voice,,no" },
        { new SpeechQuestion("a") { AllowKeys = true, MaxDigits = 4 }, "a,no,voice,,,4" },
        {
            new SpeechQuestion("a") { ReuseValue = true, Language = "cmn-Hans-CN", LongSpeech = true, SilenceSeconds = 3, MaxSeconds = 60 },
            "a,yes,voice,cmn-Hans-CN,,,record,3,60"
        },
        { new SpeechQuestion("a") { LongSpeech = true, AllowKeys = false }, "a,no,voice,,no,,record" },
        { new RecordingQuestion("a"), "a,no,record,,,no" },
        { new RecordingQuestion("a") { Confirm = true }, "a,no,record" },
        {
            new RecordingQuestion("a") { Folder = "/6/1", FileName = "000", KeepOnHangup = true, Append = true, MinSeconds = 0, MaxSeconds = 60 },
            "a,no,record,/6/1,000,no,yes,yes,0,60"
        },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Each_field_has_its_place(Question question, string fields) => Assert.Equal(fields, Fields(question));

    [Fact]
    public void Every_playback_is_one_of_the_documentations() => Assert.All(
        Enum.GetValues<KeyPlayback>(), playback => Fields(new KeysQuestion("a") { Playback = playback }));

    public static TheoryData<string, Func<Question>> Impossible => new()
    {
        { "parameter name", () => new KeysQuestion("") },
        { "parameter name", () => new KeysQuestion("a-b") },
        { "parameter name", () => new KeysQuestion("שם") },
        { "parameter name", () => new KeysQuestion("a\n") },
        { "parameter name", () => new KeysQuestion(null!) },
        { "fills itself", () => new SpeechQuestion("ApiPhone") },
        { "fills itself", () => new SpeechQuestion("apix") },
        { "fills itself", () => new RecordingQuestion("hangup") },
        { "fills itself", () => new RecordingQuestion("ReferredFrom") },
        { "more than the most", () => new KeysQuestion("a") { MinDigits = 3, MaxDigits = 2 } },
        { "more than the most", () => new KeysQuestion("a") { MaxDigits = 0 } },
        { "MaxDigits", () => new KeysQuestion("a") { MaxDigits = -1 } },
        { "MinDigits", () => new KeysQuestion("a") { MinDigits = -1 } },
        { "WaitSeconds", () => new KeysQuestion("a") { WaitSeconds = -1 } },
        { "KeyPlayback", () => new KeysQuestion("a") { Playback = (KeyPlayback)99 } },
        { "two signs", () => new KeysQuestion("a") { Replace = "*" } },
        { "two signs", () => new KeysQuestion("a") { Replace = "*@@" } },
        { "two signs", () => new KeysQuestion("a") { Replace = "*," } },
        { "two signs", () => new KeysQuestion("a") { Replace = "*." } },
        { "two signs", () => new KeysQuestion("a") { Replace = "a*" } },
        { "allowed entry", () => new KeysQuestion("a") { Allowed = ["1", ""] } },
        { "allowed entry", () => new KeysQuestion("a") { Allowed = ["1.2"] } },
        { "fewer or more", () => new KeysQuestion("a") { MaxDigits = 1, Allowed = ["12"] } },
        { "blocked", () => new KeysQuestion("a") { BlockStar = true, Allowed = ["*"] } },
        { "not from both", () => new KeysQuestion("a") { AllowedFromFolder = true, Allowed = ["1"] } },
        { "at least once", () => new KeysQuestion("a") { TimesPlayed = 0 } },
        { "AcceptEmpty", () => new KeysQuestion("a") { EmptyValue = "x" } },
        { "a name has", () => new KeysQuestion("a") { AcceptEmpty = true, EmptyValue = "x,y" } },
        { "he-IL", () => new SpeechQuestion("a") { Language = "Hebrew" } },
        { "he-IL", () => new SpeechQuestion("a") { Language = "he_IL" } },
        { "takes no keys", () => new SpeechQuestion("a") { LongSpeech = true, AllowKeys = true } },
        { "takes no keys", () => new SpeechQuestion("a") { LongSpeech = true, MaxDigits = 1 } },
        { "needs keys", () => new SpeechQuestion("a") { AllowKeys = false, MaxDigits = 1 } },
        { "LongSpeech", () => new SpeechQuestion("a") { SilenceSeconds = 3 } },
        { "LongSpeech", () => new SpeechQuestion("a") { MaxSeconds = 3 } },
        { "leading slash", () => new RecordingQuestion("a") { Folder = "6" } },
        { "leading slash", () => new RecordingQuestion("a") { Folder = "/6/" } },
        { "leading slash", () => new RecordingQuestion("a") { Folder = "/" } },
        { "a name has", () => new RecordingQuestion("a") { FileName = "x/y" } },
        { "a name has", () => new RecordingQuestion("a") { FileName = "x.wav" } },
        { "more than the most", () => new RecordingQuestion("a") { MinSeconds = 5, MaxSeconds = 4 } },
        { "name of its file", () => new RecordingQuestion("a") { Append = true } },
        { "no menu", () => new RecordingQuestion("a") { Append = true, FileName = "0", Confirm = true } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_Yemot_would_refuse_cannot_be_asked_and_the_rule_is_named(string rule, Func<Question> build) => Assert.Contains(
        rule, Assert.ThrowsAny<ArgumentException>(() => YemotAnswer.Ask(Ask, build())).Message, StringComparison.Ordinal);
}
