using YemotAi.Calls.Minds;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>A mind that thinks until nobody wants to know any more.</summary>
/// <param name="begins">How its answer begins before it falls silent; empty for not at all.</param>
internal sealed class SilentMind(string begins = "") : ITextMind
{
    public string Name => "silent";

    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        if (begins.Length > 0) request.Ear?.Add(begins);
        await Task.Delay(Timeout.Infinite, cancellation);
        return new MindReply("");
    }
}
