using System.Runtime.CompilerServices;
using YemotAi.Calls.Voice;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>A voice that cannot speak.</summary>
internal sealed class MuteVoice : IVoice
{
    public string Name => "mute";

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        if (text.Text.Length >= 0) throw new VoiceException(VoiceFailure.Unavailable, "It has no voice.");
        yield break;
    }
}
