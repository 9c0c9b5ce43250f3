using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Simulators.Speech;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>
/// The whole program with a Twilio line, a recogniser that knows what callers will say, and a phone that speaks by
/// espeak-ng.
/// </summary>
internal sealed class SpokenLine : SpokenBench
{
    public RunningProgram Program { get; private set; } = null!;

    public ScriptedRecogniser? Ears { get; private set; }

    protected override string Written => string.Join('\n', Program.Log.All.Select(line => $"{line.Level} {line.Text} {line.Error}"));

    /// <summary>Starts one.</summary>
    /// <param name="says">What callers say, in order; null for a program without ears.</param>
    /// <param name="setup">What else is different.</param>
    /// <param name="phone">How the phone is different.</param>
    /// <param name="publicUrl">What the program's address is for Twilio; null for that of this machine.</param>
    public static async Task<SpokenLine> StartAsync(
        IReadOnlyList<string>? says, ProgramSetup? setup = null, Func<TwilioLineSettings, TwilioLineSettings>? phone = null, string? publicUrl = null)
    {
        SkipWithoutEspeak();
        var line = new SpokenLine();
        setup ??= new ProgramSetup();
        setup = setup with { Args = [.. Unhurried, .. setup.Args] };
        if (says is not null)
        {
            line.Ears = await ScriptedRecogniser.StartAsync(says.Select(words => new ScriptedUtterance(words)));
            setup = setup with
            {
                Args = [.. setup.Args, "--Transcription:BaseUrl", line.Ears.Address.ToString(), "--Transcription:Key", line.Ears.Key],
            };
        }

        line.Program = await RunningProgram.StartAsync(setup);
        var address = publicUrl is null ? line.Program.Address : new Uri(publicUrl);
        var settings = new TwilioLineSettings
        {
            VoiceUrl = new Uri(address, "webhook/incoming_call"),
            StatusCallback = new Uri(address, "webhook/call_status"),
            ConnectTo = publicUrl is null ? null : line.Program.Address,
        };
        line.Line = new TwilioLine(line.Program.Http, phone?.Invoke(settings) ?? settings);
        return line;
    }

    /// <summary>What was said in the only call that is archived.</summary>
    public async Task<IReadOnlyList<string>> TranscriptAsync()
    {
        var finished = await Program.FinishedAsync(1);
        return [.. Assert.Single(finished).Transcript.Select(line => $"{line.Speaker}: {line.Text}")];
    }

    protected override async ValueTask DisposeProgramsAsync()
    {
        if (Program is not null) await Program.DisposeAsync();
        if (Ears is not null) await Ears.DisposeAsync();
    }
}
