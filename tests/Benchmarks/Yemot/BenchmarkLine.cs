using System.Globalization;
using YemotAi.Standalone;
using YemotAi.Telephony.Yemot.Flows;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>This program with the measured conversation as its handler; everything else is as it ships.</summary>
internal static class BenchmarkLine
{
    public static Task<int> ServeAsync(string port, string data) => StandaloneProgram.RunAsync(
        ["--Urls", $"http://127.0.0.1:{port}", "--Data", data],
        builder => builder.OnYemot(line => line.Map("", AnswerAsync)));

    private static async Task AnswerAsync(YemotCall call)
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
