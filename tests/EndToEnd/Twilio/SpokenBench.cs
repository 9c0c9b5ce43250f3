using System.Diagnostics;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>The caller's side of spoken calls: a phone that speaks by espeak-ng and hears what is said to it.</summary>
internal abstract class SpokenBench : IAsyncDisposable
{
    /// <summary>
    /// Settings of a program that is never in a hurry: on a busy machine it takes long until a caller speaks, or the agent does.
    /// </summary>
    public static readonly IReadOnlyList<string> Unhurried =
    [
        "--Turns:DeadAir", "00:01:00", "--Turns:AnswerWait", "00:01:00", "--Turns:HintAfter", "00:01:00",
        "--Voices:Espeak:FirstSoundLimit", "00:01:00", "--Conversation:VoiceLimit", "00:01:00", "--Conversation:RecognitionLimit", "00:01:00",
    ];

    private static readonly Espeak Caller = new();
    private static readonly Lazy<bool> Speaks = new(HasEspeak);

    private readonly List<TwilioCall> _calls = [];

    /// <summary>Is told of each recording that the platform makes.</summary>
    public Func<TwilioRecording, Task>? OnRecording
    {
        set => Line.OnRecording = value;
    }

    /// <summary>The number that is called.</summary>
    protected TwilioLine Line { get; set; } = null!;

    /// <summary>What the programs wrote, for a test that failed.</summary>
    protected abstract string Written { get; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Who speaks here is espeak-ng, on both sides.</summary>
    public static void SkipWithoutEspeak() => Assert.SkipUnless(Speaks.Value, "espeak-ng is not installed.");

    /// <summary>The caller says something, and has said it when this is done.</summary>
    public static async Task SayAsync(TwilioCall call, string words) => await Waiting.For(
        $"the caller says '{words}'", call.SayWaveAsync(await Caller.SpeakAsync(words, Cancellation)));

    /// <summary>Waits until the agent has begun to speak, from now on; gives what began.</summary>
    public static async Task<VoiceSpan> HearsAsync(TwilioCall call)
    {
        var hearing = call.WhenHeardAsync(call.Now, Cancellation);
        await ForAsync(call, "the agent speaks", hearing);
        return await hearing ?? throw new InvalidOperationException($"The call ended before the agent spoke.\n{Told(call)}");
    }

    /// <summary>Waits until the agent speaks, and then until it has been silent for a second; gives what began.</summary>
    public static async Task<VoiceSpan> HearsOutAsync(TwilioCall call)
    {
        var span = await HearsAsync(call);
        await IsSilentAsync(call);
        return span;
    }

    /// <summary>Waits until the agent has been silent for a second, from now on.</summary>
    public static Task IsSilentAsync(TwilioCall call) =>
        ForAsync(call, "the agent is silent", call.WhenQuietAsync(call.Now, TimeSpan.FromSeconds(1), Cancellation));

    /// <summary>Waits until something about the call is so.</summary>
    public static Task WhenAsync(TwilioCall call, string what, Func<TwilioCall, bool> isSo) => ForAsync(call, what, call.WhenAsync(isSo, Cancellation));

    /// <summary>Twilio's debugger would show nothing.</summary>
    public static void AssertClean(TwilioCall call) => Assert.Empty(call.Troubles.Select(trouble => trouble.ToString()));

    /// <summary>Dials, and waits until the stream is there.</summary>
    public async Task<TwilioCall> DialAsync()
    {
        var call = NewCall();
        await Waiting.For("the line answers", call.DialAsync(Cancellation));
        Assert.NotNull(await Waiting.For("a stream starts", call.WhenStreamAsync(Cancellation)));
        return call;
    }

    /// <summary>A call that is not dialled yet.</summary>
    public TwilioCall NewCall()
    {
        var call = Line.NewCall();
        _calls.Add(call);
        return call;
    }

    /// <summary>Waits until the call is over by itself.</summary>
    public async Task EndsAsync(TwilioCall call)
    {
        try
        {
            await ForAsync(call, "the agent hangs up", call.Ended);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}\n{Written}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls) await call.DisposeAsync();
        Line?.Dispose();
        await DisposeProgramsAsync();
    }

    /// <summary>Ends what the phone has called.</summary>
    protected abstract ValueTask DisposeProgramsAsync();

    /// <summary>Waits for an event; tells the call's story when it does not come.</summary>
    private static async Task ForAsync(TwilioCall call, string what, Task happened)
    {
        try
        {
            await Waiting.For(what, happened);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}\n{Told(call)}", error);
        }
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
