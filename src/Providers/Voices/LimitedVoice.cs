using System.Runtime.CompilerServices;
using System.Threading.Channels;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Api;
using YemotAi.Speech;

namespace YemotAi.Providers.Voices;

/// <summary>
/// What all voices have in common: a text is cleaned, the sound is made as fast as it can be whoever listens at whatever
/// pace, and time and size have limits.
/// </summary>
public abstract class LimitedVoice : IVoice
{
    /// <summary>Samples of sound a second, each a byte.</summary>
    private const int BytesPerSecond = 8_000;

    private readonly VoiceOptions _options;
    private readonly TimeProvider _time;

    private protected LimitedVoice(VoiceOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public abstract ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(
        SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        cancellation.ThrowIfCancellationRequested();
        if (VoiceText.Of(text.Text, _options.MaxCharacters) is not { } words) yield break;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pieces = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true, SingleWriter = true });
        // Who listens may hold an actor's only thread, and making sound takes milliseconds of it.
        var made = Task.Run(() => MakeAsync(words, text, pieces.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellation)) yield return piece;
        }
        finally
        {
            await stop.CancelAsync();
            await made;
        }
    }

    /// <summary>Makes the sound: 8 kHz mu-law in pieces of any size.</summary>
    /// <param name="words">The cleaned text; never empty.</param>
    /// <param name="text">Its language and speed.</param>
    /// <param name="cancellation">Ends it.</param>
    private protected abstract IAsyncEnumerable<ReadOnlyMemory<byte>> MakeAsync(
        string words, SpokenText text, CancellationToken cancellation);

    private protected VoiceException Failed(VoiceFailure failure, string what, Exception? inner = null) =>
        new(failure, $"The voice '{Name}': {what}", inner);

    private async Task MakeAsync(
        string words, SpokenText text, ChannelWriter<ReadOnlyMemory<byte>> pieces, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(_options.FirstSoundLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        var most = (long)_options.MaxSeconds * BytesPerSecond;
        var bytes = 0L;
        try
        {
            await foreach (var piece in MakeAsync(words, text, either.Token))
            {
                if (piece.IsEmpty) continue;
                bytes += piece.Length;
                if (bytes > most) throw TooLong();
                limit.CancelAfter(_options.SilenceLimit);
                pieces.TryWrite(piece);
            }

            pieces.Complete(bytes > 0 ? null : Failed(VoiceFailure.BadAnswer, "there was no sound in the answer."));
        }
        catch (Exception error)
        {
            pieces.Complete(stop.IsCancellationRequested ? new OperationCanceledException(stop) : FailureOf(error, bytes > 0, limit.IsCancellationRequested));
        }
    }

    private VoiceException FailureOf(Exception error, bool began, bool isLate) => error switch
    {
        VoiceException failed => failed,
        OperationCanceledException when isLate => Failed(
            VoiceFailure.TooSlow,
            began ? $"nothing more came for {_options.SilenceLimit}." : $"no sound came within {_options.FirstSoundLimit}."),
        AnswerTooLongException => TooLong(),
        WaveFileException => Failed(VoiceFailure.BadAnswer, $"the answer is no sound. {error.Message}"),
        VendorErrorException { Error: var told } => Failed(VoiceErrors.FailureOf(told), told.Detail("its server")),
        HttpRequestException { HttpRequestError: var kind } => Failed(VoiceFailure.Unavailable, $"it could not be reached ({kind})."),
        // Only the kind: the message of an unforeseen exception may hold anything.
        _ => Failed(VoiceFailure.Unavailable, $"it broke off ({error.GetType().Name}).", error),
    };

    private VoiceException TooLong() => Failed(VoiceFailure.BadAnswer, "the answer is longer than any speech of that text.");
}
