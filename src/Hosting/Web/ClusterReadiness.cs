namespace YemotAi.Hosting.Web;

/// <summary>
/// <c>GET /readyz</c> of a silo or a gateway: 200 when requests should be sent here, 503 while it drains or has no
/// cluster. A mind that is away makes no process unready: another would not have it either.
/// </summary>
/// <param name="draining">Whether the process is on its way out.</param>
/// <param name="isJoined">Whether it is a part of a cluster.</param>
internal sealed class ClusterReadiness(Draining draining, Func<bool> isJoined)
{
    /// <summary>The state, as an answer.</summary>
    public IResult Answer()
    {
        var state = draining.HasBegun ? "draining" : isJoined() ? "ready" : "not joined";
        return Results.Text(state, statusCode: state == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
