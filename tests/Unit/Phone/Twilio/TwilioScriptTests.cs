using System.Net.WebSockets;
using System.Text.Json;
using Xunit;
using YemotAi.Phone;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Phone.Twilio.Scripts;
using YemotAi.Simulators;
using YemotAi.Speech;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>Scripts run on the system's clock, as they are meant to; nothing here depends on how fast that is.</summary>
public sealed class TwilioScriptTests : IAsyncLifetime
{
    private const string Connect = "<Connect action=\"/ended\"><Stream url=\"wss://calls.example.org/ws\"/></Connect>";

    private readonly string _folder = Directory.CreateTempSubdirectory("phone").FullName;
    private ProgramSide _program = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _program = await ProgramSide.StartAsync();
        _program.On("/ended", "<Hangup/>");
        await File.WriteAllBytesAsync(Path.Combine(_folder, "question.wav"), SampleWave.Tone(300), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_caller_talks_with_the_line()
    {
        _program.On("/voice", Connect);
        var program = TalkAsync();
        var lines = new List<TwilioTranscriptLine>();
        TwilioCall? over = null;
        var result = await RunAsync(
            """
            # A comment.
            dial from=+972521234567
            wait stream within 30
            wait speech within 30
            wait silence 0.6 within 30
            play question.wav
            wait speech within 30
            keys 1
            wait end within 30
            expect ended
            expect streams 1
            expect clean
            """,
            lines.Add, call => over = call);
        Assert.Equal("", result.Message);
        Assert.Equal(PhoneExitCode.Fulfilled, result.ExitCode);
        Assert.Equal(11, result.Steps);
        await program;
        Assert.Equal("+972521234567", _program.Of("/voice")[0]["From"]);
        Assert.Equal(2, over!.HeardVoice.Count);
        Assert.Contains(lines, line => line.Kind == TwilioTranscriptKind.Caller && line.Text == "(keys 1)");
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line.ToJson());
            Assert.Equal(line.Text, json.RootElement.GetProperty("text").GetString());
        }
    }

    [Theory]
    [InlineData("dial\nexpect hungup", "<Hangup/>", PhoneExitCode.ExpectationFailed, 2)]
    [InlineData("dial\nwait end\nhear ערב טוב", "<Say>שלום</Say>", PhoneExitCode.ExpectationFailed, 3)]
    [InlineData("dial\nwait end\nhear not שלום", "<Say>שלום</Say>", PhoneExitCode.ExpectationFailed, 3)]
    [InlineData("dial\nwait end\nhear שלום\nexpect ended\nexpect clean", "<Say>שלום</Say>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait end\nexpect clean", "<say>שלום</say>", PhoneExitCode.RuleBroken, 3)]
    [InlineData("dial", "<Say></Say>", PhoneExitCode.RuleBroken, 1)]
    [InlineData("dial\nwait end\nexpect dialled +97231111111", "<Dial>+97231111111</Dial>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait end\nexpect dialled 1234", "<Dial>+97231111111</Dial>", PhoneExitCode.ExpectationFailed, 3)]
    [InlineData("dial\nwait end\nexpect rejected", "<Reject/>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait stream within 0.1", "<Pause length=\"60\"/>", PhoneExitCode.ExpectationFailed, 2)]
    [InlineData("dial\nwait stream", "<Hangup/>", PhoneExitCode.ExpectationFailed, 2)]
    [InlineData("dial\nwait speech within 0.1", "<Pause length=\"60\"/>", PhoneExitCode.ExpectationFailed, 2)]
    [InlineData("dial\nexpect silence 0.1\nhangup\nexpect hungup", "<Pause length=\"60\"/>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nstall", "<Pause length=\"60\"/>", PhoneExitCode.ExpectationFailed, 2)]
    [InlineData("dial\nplay nothing.wav", "<Pause length=\"60\"/>", PhoneExitCode.Usage, 2)]
    [InlineData("dial\nwait keys\nkeys 12\nwait end\nexpect ended", "<Gather numDigits=\"2\" action=\"/ended\"/>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait keys\nsay שלום\nwait end", "<Gather input=\"speech\" action=\"/ended\"/>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait recording\nkeys #\nwait end", "<Record action=\"/ended\"/>", PhoneExitCode.Fulfilled, 0)]
    [InlineData("dial\nwait end\nkeys 1", "<Hangup/>", PhoneExitCode.ExpectationFailed, 3)]
    public async Task A_script_says_what_came_of_it(string script, string verbs, PhoneExitCode code, int failedLine)
    {
        _program.On("/voice", verbs);
        var result = await RunAsync(script);
        Assert.Equal((code, failedLine), (result.ExitCode, result.FailedLine));
        Assert.Equal(code == PhoneExitCode.Fulfilled, result.Message.Length == 0);
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_no_answer()
    {
        await _program.DisposeAsync();
        Assert.Equal(PhoneExitCode.NoAnswer, (await RunAsync("dial")).ExitCode);
    }

    [Fact]
    public async Task A_stream_is_stalled_broken_and_begun_again()
    {
        _program.On("/voice", "<Connect><Stream url=\"wss://calls.example.org/ws\"/></Connect><Redirect>/voice</Redirect>");
        var result = await RunAsync(
            """
            dial
            wait stream
            stall
            resume
            break
            wait 0.1
            wait stream
            expect streams 2
            drop
            expect hungup
            """);
        Assert.Equal("", result.Message);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("say x", 1)]
    [InlineData("dial\nwhistle", 2)]
    [InlineData("dial x=1", 1)]
    [InlineData("dial\nsay", 2)]
    [InlineData("dial\nkeys a", 2)]
    [InlineData("dial\nhear /(/", 2)]
    [InlineData("dial\nwait", 2)]
    [InlineData("dial\nwait nothing", 2)]
    [InlineData("dial\nwait 0", 2)]
    [InlineData("dial\nwait silence x", 2)]
    [InlineData("dial\nwait speech within x", 2)]
    [InlineData("dial\nexpect", 2)]
    [InlineData("dial\nexpect silence", 2)]
    [InlineData("dial\nexpect streams", 2)]
    [InlineData("dial\nexpect ended now", 2)]
    [InlineData("dial\n\n# x\nhangup now", 4)]
    public void What_is_no_script_is_told_with_its_line(string script, int line) =>
        Assert.Equal(line, Assert.Throws<TwilioScriptException>(() => TwilioScript.Parse(script)).Line);

    [Fact]
    public async Task The_program_runs_a_script_and_keeps_what_was_heard()
    {
        var (here, heard) = (_program.Address, Path.Combine(_folder, "heard.wav"));
        _program.On("/voice", $"<Connect action=\"/ended\"><Stream url=\"wss://{here.Authority}/ws\"/></Connect>");
        var program = TalkAsync();
        var script = Path.Combine(_folder, "call.twilio.txt");
        await File.WriteAllTextAsync(script, "dial\nwait speech within 30\nplay question.wav\nwait silence 0.6 within 30\nkeys #\nwait end\nexpect clean", Cancellation);
        var code = await PhoneCommandLine.RunAsync(["twilio", "--url", new Uri(here, "/voice").AbsoluteUri, "--script", script, "--heard", heard, "--json"]);
        await program;
        Assert.Equal((int)PhoneExitCode.Fulfilled, code);
        Assert.InRange(WaveFile.Read(await File.ReadAllBytesAsync(heard, Cancellation)).Length, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(30));
        Assert.Equal((int)PhoneExitCode.Usage, await PhoneCommandLine.RunAsync(["twilio", "--url", "nonsense"]));
        await File.WriteAllTextAsync(script, "whistle", Cancellation);
        Assert.Equal((int)PhoneExitCode.Usage, await PhoneCommandLine.RunAsync(["twilio", "--script", script]));
    }

    [Fact]
    public void The_example_is_a_script()
    {
        var example = Path.Combine(AppContext.BaseDirectory, "Scripts", "example.twilio.txt");
        Assert.NotNull(TwilioScript.Parse(File.ReadAllText(example)));
    }

    [Fact]
    public async Task A_typed_text_is_spoken_in_Hebrew()
    {
        byte[] wave;
        try
        {
            wave = await new Espeak().SpeakAsync("- שלום לכולם", Cancellation);
        }
        catch (InvalidOperationException error) when (error.InnerException is System.ComponentModel.Win32Exception)
        {
            Assert.Skip("espeak-ng is not here.");
            return;
        }

        var sound = WaveFile.Read(wave);
        Assert.InRange(sound.Length, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(10));
        Assert.True(SoundLevel.Rms(sound.Samples.Span) > 300);
    }

    /// <summary>Greets, answers when the caller was heard, and closes at a key.</summary>
    private async Task TalkAsync()
    {
        var socket = await (await _program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        await socket.MediaAsync(Loud(200));
        var isAnswered = false;
        while (await socket.NextAsync(Cancellation) is { } message)
        {
            switch (message.GetProperty("event").GetString())
            {
                case "media" when !isAnswered && VoiceMeter.IsAudible(message.GetProperty("media").GetProperty("payload").GetBytesFromBase64()):
                    isAnswered = true;
                    await socket.MediaAsync(Loud(200));
                    break;
                case "dtmf":
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
                    return;
            }
        }
    }

    private async Task<TwilioScriptResult> RunAsync(string script, Action<TwilioTranscriptLine>? onLine = null, Action<TwilioCall>? onCall = null)
    {
        using var line = _program.Line(TimeProvider.System);
        return await TwilioScript.Parse(script).RunAsync(line, _folder, null, onLine, onCall, Cancellation);
    }

    private static byte[] Loud(int milliseconds)
    {
        var samples = WaveFile.Read(SampleWave.Tone(milliseconds)).At(8_000);
        var muLaw = new byte[samples.Length];
        G711.EncodeMuLaw(samples, muLaw);
        return muLaw;
    }
}
