using System.Net.WebSockets;
using Xunit;
using YemotAi.Phone;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Simulators;

namespace YemotAi.Unit.Phone.Twilio;

public sealed class TwilioInteractiveCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("phone").FullName;
    private readonly StringWriter _shown = new();
    private ProgramSide _program = null!;
    private TwilioLine _line = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _program = await ProgramSide.StartAsync();
        _program.On("/ended", "<Hangup/>").On("/voice", "<Connect action=\"/ended\"><Stream url=\"wss://calls.example.org/ws\"/></Connect>");
        _line = _program.Line(TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        _line.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_typed_is_done()
    {
        var wave = Path.Combine(_folder, "words.wav");
        await File.WriteAllBytesAsync(wave, SampleWave.Tone(100), Cancellation);
        using var typed = new TypedLines();
        var calling = RunAsync(typed);
        var socket = await (await _program.SocketAsync(Cancellation)).BegunAsync(Cancellation);
        typed.Type("12#");
        foreach (var key in "12#")
            Assert.Equal($"{key}", (await socket.SkipToAsync("dtmf", Cancellation)).GetProperty("dtmf").GetProperty("digit").GetString());
        typed.Type($"/play {wave}");
        while (!VoiceMeter.IsAudible((await socket.SkipToAsync("media", Cancellation)).GetProperty("media").GetProperty("payload").GetBytesFromBase64()))
        {
        }

        typed.Type("/play nothing.wav");
        typed.Type("/help");
        typed.Type("/hangup");
        await socket.SkipToAsync("stop", Cancellation);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, Cancellation);
        Assert.Equal(PhoneExitCode.Fulfilled, await calling.WaitAsync(Guard, Cancellation));
        Assert.Contains("/stall", _shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("nothing.wav", _shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("the call is over: HungUp", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_input_hangs_up()
    {
        _program.On("/voice", "<Pause length=\"60\"/>");
        using var typed = new StringReader("");
        Assert.Equal(PhoneExitCode.Fulfilled, await RunAsync(typed).WaitAsync(Guard, Cancellation));
        Assert.Contains("HungUp", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_hangs_up_ends_it_while_nothing_is_typed()
    {
        _program.On("/voice", "<Say>שלום</Say><Hangup/>");
        using var typed = new TypedLines();
        Assert.Equal(PhoneExitCode.Fulfilled, await RunAsync(typed).WaitAsync(Guard, Cancellation));
        Assert.Contains("< שלום", _shown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_fails_is_the_exit_code()
    {
        _program.On("/voice", "<Say></Say>");
        using var typed = new TypedLines();
        Assert.Equal(PhoneExitCode.RuleBroken, await RunAsync(typed).WaitAsync(Guard, Cancellation));
        await _program.DisposeAsync();
        Assert.Equal(PhoneExitCode.NoAnswer, await RunAsync(typed).WaitAsync(Guard, Cancellation));
    }

    private Task<PhoneExitCode> RunAsync(TextReader typed)
    {
        var shown = TextWriter.Synchronized(_shown);
        var screen = new PhoneScreen(shown, isTerminal: false, isTyped: true, showsWire: false);
        return new TwilioInteractiveCall(_line, screen, typed, new Espeak(), screen.Show, _ => { }).RunAsync(Cancellation);
    }

    /// <summary>Lines that are typed one by one.</summary>
    private sealed class TypedLines : TextReader
    {
        private readonly System.Collections.Concurrent.BlockingCollection<string> _lines = [];

        public void Type(string line) => _lines.Add(line);

        public override string? ReadLine() => _lines.TryTake(out var line, Timeout.Infinite) ? line : null;

        protected override void Dispose(bool disposing)
        {
            // Whoever still reads comes to the end.
            _lines.CompleteAdding();
            base.Dispose(disposing);
        }
    }
}
