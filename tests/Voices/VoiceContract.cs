using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Simulators.Speech;

namespace YemotAi.Voices;

/// <summary>What every voice promises. Derive a class for each; what stands behind it and how that goes wrong is its bench's.</summary>
public abstract partial class VoiceContract : IAsyncLifetime
{
    /// <summary>A sentence as an agent says it.</summary>
    private protected const string Sentence = "שלום, הגעתם למרפאה של דוקטור כהן. במה אפשר לעזור?";

    /// <summary>How long a test waits for what must come.</summary>
    private protected static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    /// <summary>What is tested.</summary>
    protected VoiceBench Bench { get; private set; } = null!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected IVoice Voice => Bench.Voice;

    /// <summary>Makes what is tested; may skip the test when something is missing on this machine.</summary>
    protected abstract Task<VoiceBench> StartAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Bench = await StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Bench is not null) await Bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<byte[]> SpeakAsync(string text) => Heard.AllAsync(Voice, text, Cancellation).WaitAsync(Guard, Cancellation);

    private protected Task<(byte[] Sound, VoiceException? Failure)> TryAsync(string text) =>
        Heard.TryAsync(Voice, text, Cancellation).WaitAsync(Guard, Cancellation);

    /// <summary>Makes what stands behind the voice go wrong; the test is skipped where that cannot be.</summary>
    private protected async Task BehaveAsync(SpeechFault fault, int times = int.MaxValue)
    {
        Assert.SkipUnless(Bench.Can(fault), $"What stands behind '{Voice.Name}' does not go wrong so: {fault}.");
        await Bench.BehaveAsync(fault, times);
    }

    /// <summary>A message is for the log: no secret is in it, and nothing of the text.</summary>
    private protected void SaysNothingSecret(Exception error)
    {
        Assert.All(Bench.Secrets, secret => Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(Sentence, error.ToString(), StringComparison.Ordinal);
    }
}
