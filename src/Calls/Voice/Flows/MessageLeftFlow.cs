using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Voice.Flows;

/// <summary>
/// Keeps a message that a caller left with the telephone platform because nothing else worked: with its words when
/// somebody transcribes recordings, and without them otherwise. It is kept once, whatever dies meanwhile.
/// </summary>
/// <param name="messages">Where messages are kept.</param>
/// <param name="ears">Who transcribes; null when nobody does.</param>
/// <param name="language">The language of callers.</param>
public sealed class MessageLeftFlow(IMessageBox messages, IRecordingEars? ears, string language)
{
    /// <summary>The handler.</summary>
    public async Task RunAsync(VoiceCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Values.TryGetValue(CallActor.RecordingValue, out var recording)) return;
        await call.Once("message", async (key, cancellation) =>
        {
            await messages.KeepAsync(new CallerMessage
            {
                Key = key,
                Call = call.Facts.Key,
                At = call.Now,
                Business = call.Business,
                Caller = call.Facts.Caller,
                Text = await WordsAsync(call.Facts, recording, cancellation),
                Recording = recording,
            });
            return true;
        });
    }

    /// <summary>A message whose words cannot be had is kept all the same: its recording is named.</summary>
    private async Task<string> WordsAsync(CallFacts facts, string recording, CancellationToken cancellation)
    {
        if (ears is null) return "";
        try
        {
            return await ears.TranscribeAsync(facts, recording, language, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Whoever transcribes has logged why.
            return "";
        }
    }
}
