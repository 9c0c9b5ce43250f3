using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using YemotAi.Benchmarks.Minds;
using YemotAi.Simulators;

namespace YemotAi.Benchmarks.Voice;

/// <summary>
/// The program as it ships, in a process of its own with its store on disk, the built-in mind and espeak-ng with its
/// cache; its ear is in this process and always hears the same question.
/// </summary>
internal sealed class VoiceServer : IAsyncDisposable
{
    private const int Port = 9194;
    private const string EarKey = "sk-voice-benchmark";

    /// <summary>How long the ear takes.</summary>
    public static readonly TimeSpan EarTakes = TimeSpan.FromMilliseconds(150);

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-voice-").FullName;
    private TranscriptionSimulator _ear = null!;
    private ServerProcess _program = null!;
    private ProcessFamily _family = null!;

    private VoiceServer()
    {
    }

    /// <summary>Its address, with a slash behind it.</summary>
    public static Uri Address { get; } = new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");

    public int ProcessId => _program.Id;

    public static async Task<VoiceServer> StartAsync()
    {
        var server = new VoiceServer();
        server._ear = await TranscriptionSimulator.StartAsync(EarKey);
        (server._ear.Hears, server._ear.Thinks, server._ear.Keeps) = (_ => CallerQuestion.Words, EarTakes, false);
        server._program = await ServerProcess.StartAsync(
            DotNet,
            [
                Path.Combine(AppContext.BaseDirectory, "YemotAi.Standalone.dll"),
                "--Urls", Address.GetLeftPart(UriPartial.Authority), "--Data", Path.Combine(server._folder, "data"),
                "--Businesses", Path.Combine(AppContext.BaseDirectory, "businesses"), "--Logging:Console:LogLevel:Default", "None",
                "--Voices:Order:0", "espeak", "--Ears:Order:0", "whisper",
                "--Transcription:BaseUrl", server._ear.Address.ToString(), "--Transcription:Key", EarKey,
            ],
            "Point a real line",
            server._folder);
        server._family = new ProcessFamily(server._program.Id);
        return server;
    }

    /// <summary>How things are now.</summary>
    public async Task<VoiceSample> SampleAsync(HttpClient http)
    {
        var lines = (await http.GetStringAsync(new Uri(Address, "metrics"))).Split('\n');
        double Sum(string name) => lines
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        return new VoiceSample(
            Stopwatch.GetTimestamp(), _family.Used(), Environment.CpuUsage.TotalTime, _program.ResidentBytes(),
            Sum("yemotai_media_out_total"), Sum("yemotai_media_late_total"),
            Sum("yemotai_media_dropped_total") + Sum("yemotai_sound_dropped_total"), Sum("yemotai_voice_requests_total") - Sum("yemotai_voice_cached_total"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        await _ear.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The program that runs .NET programs, of the .NET that runs this one.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
}
