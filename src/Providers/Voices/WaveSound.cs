using YemotAi.Speech;

namespace YemotAi.Providers.Voices;

/// <summary>
/// Reads a WAV file as a program writes it to a pipe, and makes it a telephone's sound: 16-bit samples of one channel, at any
/// usual rate.
/// </summary>
/// <param name="levelDb">The wanted level of its speech, in dBFS.</param>
internal sealed class WaveSound(double levelDb)
{
    /// <summary>Where the sound begins in any sane program's file.</summary>
    private const int MostHead = 4_096;

    private byte[] _head = [];
    private PhoneSound? _sound;

    /// <summary>Takes the next bytes; gives what can be played.</summary>
    /// <exception cref="WaveFileException">They are no such file.</exception>
    public ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> bytes)
    {
        if (_sound is not null) return _sound.Add(bytes);
        _head = [.. _head, .. bytes];
        if (!WaveHeader.TryRead(_head, out var header))
            return _head.Length <= MostHead ? default : throw new WaveFileException("The sound does not begin.");
        if (header is not { Encoding: WaveEncoding.Pcm16, Channels: 1 })
            throw new WaveFileException("The sound is not of one channel with 16 bits.");
        _sound = new PhoneSound(header.SampleRate, new SpeechLevel(levelDb));
        var piece = _sound.Add(_head.AsSpan(header.Length));
        _head = [];
        return piece;
    }

    /// <summary>The rest, when the file has ended.</summary>
    public ReadOnlyMemory<byte> End() => _sound?.End() ?? default;
}
