using System.Globalization;
using YemotAi.Calls.Storage;

namespace YemotAi.Hosting.Listing;

/// <summary>How calls and messages look in a list.</summary>
internal static class ListingLines
{
    private const string Moment = "yyyy-MM-dd HH:mm";

    public static void Print(FinishedCall call, TextWriter output)
    {
        output.WriteLine($"{Local(call.Began)}  {(call.Caller.Length > 0 ? call.Caller : "withheld")} -> {call.Dialled}  {call.Business}  {Lasted(call)}  {call.Reason}");
        foreach (var line in call.Transcript)
            output.WriteLine($"    {(line.Speaker == Speaker.Agent ? "<" : ">")} {line.Text}");
    }

    public static void Print(CallerMessage message, TextWriter output) => output.WriteLine(
        $"{Local(message.At)}  {(message.Caller.Length > 0 ? message.Caller : "withheld")}  {message.Business}  {message.Text}{(message.Recording is null ? "" : $"  [recording {message.Recording}]")}");

    private static string Local(DateTimeOffset at) => at.ToLocalTime().ToString(Moment, CultureInfo.InvariantCulture);

    private static string Lasted(FinishedCall call) =>
        (call.Ended - call.Began).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture);
}
