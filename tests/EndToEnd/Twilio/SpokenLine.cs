using System.Diagnostics;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Simulators.Speech;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>
/// The whole program with a Twilio line, a recogniser that knows what callers will say, and a phone that speaks by
/// espeak-ng.
/// </summary>
internal sealed class SpokenLine : IAsyncDisposable
{
    private static readonly Espeak Caller = new();
    private static readonly Lazy<bool> Speaks = new(HasEspeak);

    private readonly List<TwilioCall> _calls = [];
    private TwilioLine _line = null!;

    public RunningProgram Program { get; private set; } = null!;

    public ScriptedRecogniser? Ears { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
        line._line = new TwilioLine(line.Program.Http, phone?.Invoke(settings) ?? settings);
        return line;
    }

    /// <summary>Who speaks here is espeak-ng, on both sides.</summary>
    public static void SkipWithoutEspeak() => Assert.SkipUnless(Speaks.Value, "espeak-ng is not installed.");

    /// <summary>Is told of each recording that the platform makes.</summary>
    public Func<TwilioRecording, Task>? OnRecording
    {
        set => _line.OnRecording = value;
    }

    /// <summary>Dials, and waits until the stream is there.</summary>
    public async Task<TwilioCall> DialAsync()
    {
        var call = _line.NewCall();
        _calls.Add(call);
        await Waiting.For("the line answers", call.DialAsync(Cancellation));
        Assert.NotNull(await Waiting.For("a stream starts", call.WhenStreamAsync(Cancellation)));
        return call;
    }

    /// <summary>A call that is not dialled yet.</summary>
    public TwilioCall NewCall()
    {
        var call = _line.NewCall();
        _calls.Add(call);
        return call;
    }

    /// <summary>The caller says something, and has said it when this is done.</summary>
    public static async Task SayAsync(TwilioCall call, string words) => await Waiting.For(
        $"the caller says '{words}'", call.SayWaveAsync(await Caller.SpeakAsync(words, Cancellation)));

    /// <summary>Waits until the agent has begun to speak, from now on.</summary>
    public static async Task HearsAsync(TwilioCall call)
    {
        var span = await Waiting.For($"the agent speaks; {Told(call)}", call.WhenHeardAsync(call.Now, Cancellation));
        Assert.True(span is not null, $"The call ended before the agent spoke: {Told(call)}");
    }

    /// <summary>Waits until the agent speaks, and then until it has been silent for a second.</summary>
    public static async Task HearsOutAsync(TwilioCall call)
    {
        await HearsAsync(call);
        await Waiting.For($"the agent is silent; {Told(call)}", call.WhenQuietAsync(call.Now, TimeSpan.FromSeconds(1), Cancellation));
    }

    /// <summary>What was said in the only call that is archived.</summary>
    public async Task<IReadOnlyList<string>> TranscriptAsync()
    {
        var finished = await Program.FinishedAsync(1);
        return [.. Assert.Single(finished).Transcript.Select(line => $"{line.Speaker}: {line.Text}")];
    }

    /// <summary>Waits until the call is over by itself.</summary>
    public async Task EndsAsync(TwilioCall call)
    {
        try
        {
            await Waiting.For("the agent hangs up", call.Ended);
        }
        catch (TimeoutException error)
        {
            var log = string.Join('\n', Program.Log.All.Select(line => $"{line.Level} {line.Text} {line.Error}"));
            throw new TimeoutException($"{error.Message}\n{Told(call)}\n{log}", error);
        }
    }

    /// <summary>Twilio's debugger would show nothing.</summary>
    public static void AssertClean(TwilioCall call) => Assert.Empty(call.Troubles.Select(trouble => trouble.ToString()));

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls) await call.DisposeAsync();
        _line?.Dispose();
        if (Program is not null) await Program.DisposeAsync();
        if (Ears is not null) await Ears.DisposeAsync();
    }

    private static string Told(TwilioCall call) => string.Join('\n', call.Transcript);

    private static bool HasEspeak()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("espeak-ng", ["--version"]) { RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
