using YemotAi.Calls.Voice;
using YemotAi.Telephony.Twilio.Rest;
using YemotAi.Telephony.Twilio.Tokens;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Reaches a call by the REST API when no stream of it is there.</summary>
/// <param name="client">The API.</param>
/// <param name="options">The account, and our public address.</param>
/// <param name="line">How calls are taken.</param>
/// <param name="tokens">Makes the tokens of streams.</param>
public sealed class TwilioLineControl(TwilioClient client, TwilioOptions options, TwilioLineOptions line, StreamToken tokens) : ILineControl
{
    private readonly TwilioAnswers _answers = new(line, tokens);

    /// <inheritdoc/>
    public async Task<bool> LeaveMessageAsync(string call, CancellationToken cancellation)
    {
        try
        {
            ArgumentException.ThrowIfNullOrEmpty(call);
            var document = _answers.LeaveMessage(TwilioAddresses.Of(options));
            await client.UpdateCallAsync(call[(TwilioCalls.WireName.Length + 1)..], CallUpdate.To(document), cancellation);
            return true;
        }
        catch (TwilioException error) when (error.Failure == TwilioFailure.AlreadyEnded)
        {
            return false;
        }
    }
}
