using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Espeak;
using YemotAi.Providers.Processes;
using YemotAi.Simulators.Speech;
using YemotAi.Tests;

namespace YemotAi.Voices.Espeak;

/// <summary>The real espeak-ng of this machine; where it would have to go wrong, a script in its place.</summary>
public sealed class EspeakBench : VoiceBench
{
    private const string Version = "eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/espeak-ng-data";

    private readonly string _folder = Directory.CreateTempSubdirectory("yemotai-espeak-").FullName;
    private readonly string _program;
    private readonly ScriptSignal _asked = new();
    private EspeakVoice _voice;

    public EspeakBench()
    {
        _program = Need();
        _voice = Voiced(_program);
    }

    public override IVoice Voice => _voice;

    public override bool AsksAgain => false;

    private string Script => Path.Combine(_folder, "espeak-ng");

    private string Ledger => Path.Combine(_folder, "running");

    /// <summary>The program's file; a test that needs it is skipped where it is not.</summary>
    public static string Need()
    {
        var found = new[] { "/usr/bin/espeak-ng", "/usr/local/bin/espeak-ng", "/opt/homebrew/bin/espeak-ng" }.FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, "espeak-ng is not here: apt install espeak-ng.");
        return found!;
    }

    /// <summary>A voice with options of its own.</summary>
    public EspeakVoice Voiced(string path, Action<EspeakOptions>? set = null)
    {
        var options = new EspeakOptions { Path = path, FirstSoundLimit = FirstSoundLimit, SilenceLimit = SilenceLimit };
        set?.Invoke(options);
        Assert.Empty(options.Problems());
        return new EspeakVoice(options, new ProcessLedger(Ledger, NullLogger<ProcessLedger>.Instance), Time, NullLogger<EspeakVoice>.Instance);
    }

    /// <summary>A script in the program's place.</summary>
    /// <param name="speaks">What it does to speak, in the shell's language; only whole paths are found.</param>
    public string Scripted(string speaks)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for a shell.");
        ProgramFile.Write(Script, $"#!/bin/sh\nif [ \"$1\" = --version ]; then\necho '{Version}'\nexit 0\nfi\n{speaks}\n");
        return Script;
    }

    public override bool Can(SpeechFault fault) => Speaks(fault) is not null;

    public override async ValueTask BehaveAsync(SpeechFault fault, int times = int.MaxValue)
    {
        var once = Path.Combine(_folder, "once");
        var speaks = Speaks(fault)!;
        if (times == 1)
        {
            await File.WriteAllTextAsync(once, "");
            speaks = $"if [ ! -e {once} ]; then exec {_program} \"$@\"; fi\n/bin/rm {once}\n{speaks}";
        }

        _voice.Dispose();
        _voice = Voiced(Scripted(speaks));
        // Found before the clock is moved.
        Assert.True((await _voice.CheckAsync(TestContext.Current.CancellationToken)).IsReady);
    }

    public override async ValueTask TakeAwayAsync()
    {
        await BehaveAsync(SpeechFault.Nothing);
        File.Delete(Script);
    }

    public override Task WhenAskedAsync(CancellationToken cancellation) => _asked.WhenGivenAsync(cancellation);

    public override async Task NothingRunsAsync(CancellationToken cancellation)
    {
        // A program that ended is struck out; one that was killed may take a moment to be gone.
        Assert.Empty(Directory.Exists(Ledger) ? Directory.GetFiles(Ledger, "*.child") : []);
        await Polling.UntilAsync("nothing runs", () => RunningProcesses.With(_folder).Count == 0);
    }

    public override ValueTask DisposeAsync()
    {
        _voice.Dispose();
        _asked.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string? Speaks(SpeechFault fault)
    {
        // The mark is by what the processes that it starts are found.
        var hold = $"MARK={_folder} /bin/sleep 600";
        var begins = $"{_program} \"$@\" | /usr/bin/head -c 150000";
        return fault switch
        {
            SpeechFault.Holds => $"{_asked.Give}\n{hold}",
            SpeechFault.StallsInside => $"{begins}\n{hold}",
            SpeechFault.BreaksOff => "exit 3",
            SpeechFault.BreaksOffInside => $"{begins}\nexit 3",
            SpeechFault.Garbage => "echo '<html><body>overloaded</body></html>'",
            SpeechFault.Nothing => "exit 0",
            SpeechFault.Endless => $"{begins}\nexec /bin/cat /dev/zero",
            _ => null,
        };
    }
}
