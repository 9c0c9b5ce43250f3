using System.Globalization;
using System.Runtime.InteropServices;
using YemotAi.Benchmarks.Minds;

namespace YemotAi.Benchmarks.Voice;

/// <summary>One process of what is measured.</summary>
/// <param name="process">It.</param>
/// <param name="address">Where it tells its figures; null for a program that is none of ours.</param>
internal sealed class MeasuredProgram(ServerProcess process, Uri? address) : IAsyncDisposable
{
    private readonly ProcessFamily _family = new(process.Id);

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes => process.ResidentBytes();

    /// <summary>Starts one of our programs as it ships, which was built beside this one.</summary>
    /// <param name="assembly">Its file's name.</param>
    /// <param name="address">Where it is to listen.</param>
    /// <param name="readyMark">What it says when it does.</param>
    /// <param name="folder">Its current folder.</param>
    /// <param name="settings">More of its command line.</param>
    public static async Task<MeasuredProgram> StartAsync(string assembly, Uri address, string readyMark, string folder, IEnumerable<string> settings)
    {
        string[] usual =
        [
            Path.Combine(AppContext.BaseDirectory, assembly), "--Urls", address.GetLeftPart(UriPartial.Authority),
            "--Data", Path.Combine(folder, "data"), "--Logging:Console:LogLevel:Default", "None",
        ];
        return new MeasuredProgram(await ServerProcess.StartAsync(DotNet, [.. usual, .. settings], readyMark, folder), address);
    }

    /// <summary>Processor time so far, with the processes that it started.</summary>
    public TimeSpan Used() => _family.Used();

    /// <summary>The lines of its figures; none for a program that has none.</summary>
    public async Task<IReadOnlyList<string>> FiguresAsync(HttpClient http) =>
        address is null ? [] : (await http.GetStringAsync(new Uri(address, "metrics"))).Split('\n');

    /// <summary>A figure in such lines, over all its labels.</summary>
    public static double Sum(IEnumerable<string> lines, string name) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>The program that runs .NET programs, of the .NET that runs this one.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
