using System.Globalization;
using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>The measured conversation as a handler: three questions by keys, each naming the answer before, then a farewell.</summary>
internal static class BenchmarkLine
{
    public static async Task AnswerAsync(YemotCall call)
    {
        var branch = await call.AskKeys(
            "שלום, לאיזה סניף להעביר, הקישו מספר סניף", q => q with { MaxDigits = 2, MinDigits = 1 }, "branch");
        var day = await call.AskKeys(
            $"סניף {branch}, לאיזה יום בשבוע לקבוע", q => q with { MaxDigits = 1, MinDigits = 1 }, "day");
        var hour = await call.AskKeys($"יום {day}, באיזו שעה", q => q with { MaxDigits = 2, MinDigits = 1 }, "hour");
        await call.Say(string.Create(
            CultureInfo.InvariantCulture, $"נקבע בסניף {branch} ביום {day} בשעה {hour}, להתראות"));
    }
}
