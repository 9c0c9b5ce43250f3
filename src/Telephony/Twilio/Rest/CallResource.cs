namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>A call as the REST API tells of it.</summary>
/// <param name="Sid">Its id.</param>
/// <param name="Status">queued, initiated, ringing, in-progress, completed, busy, no-answer, canceled or failed.</param>
/// <param name="From">Who calls.</param>
/// <param name="To">Who is called.</param>
/// <param name="Direction">Such as <c>inbound</c>.</param>
public sealed record CallResource(string Sid, string Status, string From, string To, string Direction)
{
    /// <summary>Whether nothing more comes of it.</summary>
    public bool IsOver => Status is "completed" or "busy" or "no-answer" or "canceled" or "failed";
}
