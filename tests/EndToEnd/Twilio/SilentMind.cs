using YemotAi.Calls.Minds;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>A mind that thinks until nobody wants to know any more.</summary>
internal sealed class SilentMind : ITextMind
{
    public string Name => "silent";

    public async Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return new MindReply("");
    }
}
