using YemotAi.Calls.Sound;
using YemotAi.Speech;

namespace YemotAi.Calls.Voice.Speaking;

/// <summary>One sentence of the agent's: its words, its sound as far as that is made, and how much of it was heard.</summary>
/// <param name="text">The words.</param>
/// <param name="speed">How fast it is spoken.</param>
/// <param name="place">Where it stands in the call's answers; null for a sign of life, which is no part of one.</param>
/// <param name="isAgain">It broke off before, and is said once more.</param>
internal sealed class SpokenSentence(string text, double speed, SpokenPlace? place, bool isAgain = false)
{
    /// <summary>How long speech lasts for each character, on the average, for a sentence whose sound is not all there.</summary>
    private const double FramesForCharacter = 3.5;

    /// <summary>
    /// More sound than this is no speech of a text, however slow and however many digits it has: a second for every two
    /// characters, and ten seconds.
    /// </summary>
    private const int MostBytesForCharacter = 4_000, MostBytesMore = 80_000;

    private byte[] _sound = [];
    private int _length;

    public string Text => text;

    public double Speed => speed;

    public SpokenPlace? Place => place;

    public bool IsAside => place is null;

    /// <summary>Its sound is being made, or was.</summary>
    public bool IsBegun { get; set; }

    /// <summary>How long its first sound took; zero until that is there.</summary>
    public TimeSpan SoundAfter { get; set; }

    /// <summary>All of its sound is there, or no more will come.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>It could not be spoken: what is heard is a signal.</summary>
    public bool IsUnspoken { get; private set; }

    /// <summary>It broke off in the middle, and is said again by the one after it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many of its frames were sent.</summary>
    public int Sent { get; set; }

    /// <summary>How many of its frames were heard.</summary>
    public int Heard { get; set; }

    /// <summary>Frames of which all the sound is there.</summary>
    public int Frames => IsWhole ? (_length + SoundFrames.FrameBytes - 1) / SoundFrames.FrameBytes : _length / SoundFrames.FrameBytes;

    public bool IsHeard => IsWhole && Heard >= Frames;

    public bool IsSent => IsWhole && Sent >= Frames;

    /// <summary>How many bytes of sound it holds.</summary>
    public int Length => _length;

    /// <summary>There is more sound than the text can have.</summary>
    public bool IsTooLong => _length > ((long)text.Length * MostBytesForCharacter) + MostBytesMore;

    public void Add(ReadOnlySpan<byte> sound)
    {
        Room(_length + sound.Length);
        sound.CopyTo(_sound.AsSpan(_length));
        _length += sound.Length;
    }

    /// <summary>No more sound comes.</summary>
    public void End()
    {
        // The last frame is filled up with silence.
        var whole = (_length + SoundFrames.FrameBytes - 1) / SoundFrames.FrameBytes * SoundFrames.FrameBytes;
        Room(whole);
        _sound.AsSpan(_length, whole - _length).Fill(G711.MuLawSilence);
        IsWhole = true;
    }

    /// <summary>
    /// The voice fails. Before its first sound a short tone takes the sentence's place, so that the line is never dead. In the
    /// middle of it the sentence is said once more from its beginning: gives the sentence that follows then, else null.
    /// </summary>
    public SpokenSentence? BreakOff()
    {
        IsUnspoken = _length == 0;
        if (IsUnspoken) Add(SignalTone.Bytes);
        IsCut = !IsUnspoken && !IsTooLong && !isAgain && !IsAside;
        End();
        return IsCut ? new SpokenSentence(text, speed, place, isAgain: true) : null;
    }

    public ReadOnlySpan<byte> Slice(int frame, int count) =>
        _sound.AsSpan(frame * SoundFrames.FrameBytes, count * SoundFrames.FrameBytes);

    /// <summary>The words that were heard: of a sentence that was cut, as many as the part of its sound that was heard.</summary>
    public string HeardText()
    {
        if (IsUnspoken || IsCut || Heard == 0) return "";
        if (IsHeard) return Text;
        var frames = IsWhole ? Frames : Math.Max(Frames, Text.Length * FramesForCharacter);
        var words = Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take((int)(words.Length * Math.Min(1, Heard / frames))));
    }

    private void Room(int length)
    {
        if (length > _sound.Length) Array.Resize(ref _sound, Math.Max(length, _sound.Length * 2));
    }
}
