using YemotAi.Calls.Voice;

namespace YemotAi.Providers.Voices;

/// <summary>
/// What voices have spoken: whole texts as mu-law, those last that were said last, up to a number of bytes. Thread-safe.
/// </summary>
/// <param name="options">How much.</param>
public sealed class VoiceCache(CacheOptions options)
{
    /// <summary>What an entry takes beside its sound and its text, about.</summary>
    private const int Around = 300;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Dictionary<Key, SharedSound> _underWay = [];
    private long _bytes;

    /// <summary>How many bytes it takes now.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate) return _bytes;
        }
    }

    /// <summary>How many texts it has.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>Whether a text is of those that are kept.</summary>
    internal bool Keeps(SpokenText text) => options.MaxBytes > 0 && text.Text.Length <= options.MaxCharacters;

    /// <summary>
    /// What was spoken before, or the speaking of it that is under way, or a new one: whoever gets a sound that is not whole
    /// has to leave it.
    /// </summary>
    internal (IReadOnlyList<ReadOnlyMemory<byte>>? Kept, SharedSound? Sound) Find(
        IVoice voice, SpokenText text)
    {
        var key = new Key(voice.Name, text);
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return (node.Value.Pieces, null);
            }

            if (!_underWay.TryGetValue(key, out var sound)) _underWay[key] = sound = new SharedSound(voice, text, Ended);
            sound.Listeners++;
            return (null, sound);
        }

        void Ended(SharedSound ended, IReadOnlyList<ReadOnlyMemory<byte>>? whole) => End(key, ended, whole);
    }

    /// <summary>One who listened has gone; when nobody is left, the speaking is ended.</summary>
    internal void Leave(IVoice voice, SpokenText text, SharedSound sound)
    {
        lock (_gate)
        {
            if (--sound.Listeners > 0) return;
            Remove(new Key(voice.Name, text), sound);
        }

        sound.Stop();
    }

    private void End(Key key, SharedSound sound, IReadOnlyList<ReadOnlyMemory<byte>>? whole)
    {
        lock (_gate)
        {
            Remove(key, sound);
            if (whole is null || _entries.ContainsKey(key)) return;
            var entry = new Entry(key, whole, Around + (key.Text.Text.Length * 2) + whole.Sum(piece => (long)piece.Length));
            if (entry.Bytes > options.MaxBytes) return;
            _entries[key] = _byUse.AddFirst(entry);
            _bytes += entry.Bytes;
            while (_bytes > options.MaxBytes && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _entries.Remove(oldest.Value.Key);
                _bytes -= oldest.Value.Bytes;
            }
        }
    }

    private void Remove(Key key, SharedSound sound)
    {
        if (_underWay.TryGetValue(key, out var there) && there == sound) _underWay.Remove(key);
    }

    /// <summary>Voice, language, speed and words.</summary>
    private sealed record Key(string Voice, SpokenText Text);

    private sealed record Entry(Key Key, IReadOnlyList<ReadOnlyMemory<byte>> Pieces, long Bytes);
}
