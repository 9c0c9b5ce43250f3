namespace YemotAi.Telephony.Twilio.Media;

/// <summary>
/// The calls, as media sockets need them. For one stream the methods are called one after the other, never two at once,
/// except that <see cref="EndedAsync"/> does not wait for a key that takes too long. Sound goes another way
/// (<see cref="YemotAi.Calls.Sound.ISoundDirectory"/>).
/// </summary>
public interface IMediaCalls
{
    /// <summary>
    /// A stream wants to begin: checks whose it is, by the token and the ids in its parameters, and tells the call that
    /// its stream is open. Called once for a socket, before anything of the stream is listened to.
    /// </summary>
    /// <param name="start">What the stream says of itself.</param>
    /// <param name="cancellation">Ends the waiting after <see cref="MediaSocketOptions.OpenLimit"/>.</param>
    /// <returns>The call's key, or a refusal. Whatever is thrown closes the socket as a fault of ours.</returns>
    ValueTask<MediaAdmission> OpenAsync(StreamStart start, CancellationToken cancellation);

    /// <summary>The caller pressed a key. Keys come in their order; one that fails is not repeated.</summary>
    /// <param name="call">The call's key.</param>
    /// <param name="streamSid">The stream.</param>
    /// <param name="digit">The key: a digit, <c>*</c>, <c>#</c>, or <c>A</c> to <c>D</c>.</param>
    /// <param name="sequence">
    /// Number of the message in its stream: the same key again with the same number is the same press.
    /// </param>
    /// <param name="cancellation">Ends the waiting.</param>
    ValueTask PressedAsync(string call, string streamSid, char digit, long sequence, CancellationToken cancellation);

    /// <summary>The stream of a call is over. Called once for every stream that was opened, after its line was put down.</summary>
    /// <param name="call">The call's key.</param>
    /// <param name="streamSid">The stream.</param>
    /// <param name="why">Why.</param>
    /// <param name="cancellation">Ends the waiting after <see cref="MediaSocketOptions.TellLimit"/>.</param>
    ValueTask EndedAsync(string call, string streamSid, MediaEnd why, CancellationToken cancellation);
}
