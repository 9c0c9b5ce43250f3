using System.Globalization;

namespace YemotAi.Benchmarks.Yemot;

/// <summary>The caller's side of the measured conversation: three questions by key, then a farewell that names all.</summary>
internal sealed class BenchmarkCall(string path, string id, int branch, int day, int hour)
{
    public const int Turns = 4;

    private readonly string _entry = string.Create(CultureInfo.InvariantCulture,
        $"{path}?ApiCallId={id}&ApiYFCallId={id}&ApiDID=0772222770&ApiRealDID=0772222770&ApiPhone=0501234567&ApiExtension=&ApiTime=1795000000");

    public string Request(int turn) => turn switch
    {
        0 => _entry,
        1 => $"{_entry}&branch={branch}",
        2 => $"{_entry}&branch={branch}&day={day}",
        _ => $"{_entry}&branch={branch}&day={day}&hour={hour}",
    };

    public bool IsRight(int turn, string answer) => turn switch
    {
        0 => answer.StartsWith("read=t-שלום", StringComparison.Ordinal) && answer.Contains("=branch,", StringComparison.Ordinal),
        1 => answer.Contains($"סניף {branch},", StringComparison.Ordinal) && answer.Contains("=day,", StringComparison.Ordinal),
        2 => answer.Contains($"יום {day},", StringComparison.Ordinal) && answer.Contains("=hour,", StringComparison.Ordinal),
        _ => answer.Contains($"נקבע בסניף {branch} ביום {day} בשעה {hour}", StringComparison.Ordinal)
            && answer.StartsWith("id_list_message=", StringComparison.Ordinal),
    };
}
