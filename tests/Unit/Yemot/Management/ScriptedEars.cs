using YemotAi.Calls;
using YemotAi.Calls.Minds;

namespace YemotAi.Unit.Yemot.Management;

/// <summary>Understands what the test says that a recording holds; one that it does not know cannot be transcribed.</summary>
internal sealed class ScriptedEars : IRecordingEars
{
    public Dictionary<string, string> Words { get; } = new(StringComparer.Ordinal);

    public List<(string Extension, string Recording)> Asked { get; } = [];

    public Task<string> TranscribeAsync(
        CallFacts call, string recording, string language, CancellationToken cancellation)
    {
        Asked.Add((call.Extension, recording));
        return Words.TryGetValue(recording, out var words)
            ? Task.FromResult(words)
            : throw new InvalidOperationException("The transcriber is down.");
    }
}
