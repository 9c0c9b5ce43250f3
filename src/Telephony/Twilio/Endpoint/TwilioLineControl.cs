using YemotAi.Calls.Voice;
using YemotAi.Telephony.Twilio.Rest;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Reaches a call by the REST API when no stream of it is there.</summary>
/// <param name="client">The API.</param>
/// <param name="options">The account, and our public address.</param>
/// <param name="answers">Puts it into TwiML.</param>
internal sealed class TwilioLineControl(TwilioClient client, TwilioOptions options, TwilioAnswers answers) : ILineControl
{
    public async Task<bool> LeaveMessageAsync(string call, CancellationToken cancellation)
    {
        try
        {
            var document = answers.LeaveMessage(TwilioAddresses.Of(options));
            await client.UpdateCallAsync(call[(TwilioCalls.WireName.Length + 1)..], CallUpdate.To(document), cancellation);
            return true;
        }
        catch (TwilioException error) when (error.Failure == TwilioFailure.AlreadyEnded)
        {
            return false;
        }
    }
}
