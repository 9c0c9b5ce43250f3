using System.Globalization;

namespace YemotAi.Benchmarks.Voice;

/// <summary>The program as it ships, in a process of its own with its store on disk and the built-in mind.</summary>
internal sealed class VoiceServer : IVoiceServer
{
    private const int Port = 9194;

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-voice-").FullName;
    private VoiceEar _ear = null!;
    private MeasuredProgram? _program;

    private VoiceServer()
    {
    }

    /// <inheritdoc/>
    public Uri Address { get; } = new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");

    /// <inheritdoc/>
    public IReadOnlyList<MeasuredProgram> Programs => [_program!];

    public static async Task<VoiceServer> StartAsync()
    {
        var server = new VoiceServer { _ear = await VoiceEar.StartAsync() };
        server._program = await MeasuredProgram.StartAsync(
            "YemotAi.Standalone.dll", server.Address, "Point a real line", server._folder,
            ["--Businesses", Path.Combine(AppContext.BaseDirectory, "businesses"), .. server._ear.Settings]);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        await _ear.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
