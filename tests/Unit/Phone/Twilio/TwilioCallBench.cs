using Xunit;
using YemotAi.Phone.Twilio;
using YemotAi.Tests;

namespace YemotAi.Unit.Phone.Twilio;

/// <summary>A call of the Twilio phone to a program that a test plays, on a clock that the test holds.</summary>
public abstract class TwilioCallBench : IAsyncLifetime
{
    protected static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    internal ManualTime Time { get; } = new();

    internal ProgramSide Program { get; private set; } = null!;

    protected TwilioLine Line { get; private set; } = null!;

    protected TwilioCall Call { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Program = await ProgramSide.StartAsync();
        Make();
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Call.DisposeAsync();
        Line.Dispose();
    }

    protected void Make(Func<TwilioLineSettings, TwilioLineSettings>? change = null)
    {
        Line?.Dispose();
        Line = Program.Line(Time, change);
        Call = Line.NewCall();
    }

    /// <summary>Dials, and waits for the end.</summary>
    protected async Task DialAsync()
    {
        await Call.DialAsync(Cancellation).WaitAsync(Guard, Cancellation);
        await EndAsync();
    }

    protected Task EndAsync() => Call.Ended.WaitAsync(Guard, Cancellation);

    protected async Task RecordAsync()
    {
        await Call.DialAsync(Cancellation);
        await Call.WhenAsync(call => call.IsRecording, Cancellation).WaitAsync(Guard, Cancellation);
    }

    protected async Task GatherAsync()
    {
        await Call.DialAsync(Cancellation);
        await Call.WhenAsync(call => call.IsGathering, Cancellation).WaitAsync(Guard, Cancellation);
    }

    protected Task HeardAsync(string text) =>
        Call.WhenAsync(call => call.Transcript.Any(line => line.Kind == TwilioTranscriptKind.Line && line.Text == text), Cancellation).WaitAsync(Guard, Cancellation);

    /// <summary>Waits until something is being heard, which nothing but the frames is timed beside, and lets it pass.</summary>
    protected async Task PassAsync(string text, TimeSpan length)
    {
        await HeardAsync(text);
        await Time.WhenWaitingAsync(2, Cancellation);
        Time.Advance(length);
    }
}
