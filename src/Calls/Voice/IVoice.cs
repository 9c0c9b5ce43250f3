namespace YemotAi.Calls.Voice;

/// <summary>Speaks texts: a vendor's synthesis, a program on this machine, or an order of them.</summary>
public interface IVoice
{
    /// <summary>The voice's name in settings, logs and metrics.</summary>
    string Name { get; }

    /// <summary>
    /// Speaks a text: 8 kHz G.711 mu-law in pieces of any size, in order, the first as soon as it is there. A text with
    /// nothing to speak gives none.
    /// </summary>
    /// <param name="text">What to speak: a sentence or a few.</param>
    /// <param name="cancellation">Ends the work: nobody hears it any more.</param>
    /// <exception cref="VoiceException">It cannot be spoken, or not to its end; pieces may have come before.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> SpeakAsync(SpokenText text, CancellationToken cancellation);

    /// <summary>
    /// Whether it could speak now, as far as that is known without speaking: the program is there, an account is set.
    /// </summary>
    ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation) => ValueTask.FromResult(VoiceHealth.Ready);
}
