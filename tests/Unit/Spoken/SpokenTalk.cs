using YemotAi.Calls.Flows;
using YemotAi.Calls.Voice.Flows;

namespace YemotAi.Unit.Spoken;

/// <summary>A conversation: greets, has the mind answer, until goodbye.</summary>
internal static class SpokenTalk
{
    public const string Greeting = "שלום הגעתם אל המרפאה.";
    public const string Question = "במה אפשר לעזור לכם?";
    public const string Hours = "מה שעות הפתיחה";
    public const string First = "אנחנו פתוחים היום בבוקר.";
    public const string Second = "ואחר הצהריים אנחנו סגורים.";
    public const string Third = "ביום שישי פתוח עד הצהריים.";
    public const string Goodbye = "להתראות";
    public const string Farewell = "תודה רבה שהתקשרתם אלינו.";
    public const string Silence = "האם אתם עדיין על הקו?";
    public const string Failed = "לא הצלחתי למצוא תשובה עכשיו.";

    public static async Task RunAsync(VoiceCall call)
    {
        await call.Say($"{Greeting} {Question}");
        while (true)
        {
            var heard = await call.Listen(new Listening());
            if (heard.Words == Goodbye)
            {
                await call.Say(Farewell);
                await call.HangUp();
            }

            if (heard.Keys.Length > 0) await call.Say($"רשמתי את המספר {heard.Keys}.");
            else if (heard.IsSilence) await call.Say(Silence);
            else await ThinkAsync(call, heard.Words);
        }
    }

    private static async Task ThinkAsync(VoiceCall call, string words)
    {
        try
        {
            var reply = await call.AskAi(words);
            await call.Say(reply is null ? Failed : reply.Text[reply.Heard..].Trim());
        }
        catch (StepFailedException)
        {
            await call.Say(Failed);
        }
    }
}
