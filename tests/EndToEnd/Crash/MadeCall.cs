using YemotAi.Calls.Storage;

namespace YemotAi.EndToEnd.Crash;

/// <summary>A call that was made, as its caller remembers it.</summary>
/// <param name="key">The key under which it must be archived.</param>
internal sealed class MadeCall(string key)
{
    public string Key { get; } = key;

    /// <summary>Whether the line said goodbye; otherwise the caller hung up before.</summary>
    public bool IsComplete { get; set; }

    /// <summary>What was said, in order.</summary>
    public List<(Speaker Speaker, string Text)> Transcript { get; } = [];

    /// <summary>The effects that the line told of, in order.</summary>
    public List<MadeEffect> Effects { get; } = [];
}
