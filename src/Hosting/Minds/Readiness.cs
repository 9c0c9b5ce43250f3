using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Hosting.Voices;
using YemotAi.Providers.Ladder;

namespace YemotAi.Hosting.Minds;

/// <summary>
/// <c>GET /readyz</c>: 200 when every mind that is named anywhere could answer and every voice and ear that is set could be
/// used, else 503; with each one's state and the figures of minds' queues. No secret, no file's place and no caller is in it.
/// </summary>
internal sealed class Readiness(
    MindLadder ladder, IActorDirectory<ProviderEvent, ProviderOutcome> queues, VoiceReadiness voice)
{
    /// <summary>How long one mind's check may take: who asks for readiness waits seconds, not minutes.</summary>
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(3);

    public async Task<IResult> AnswerAsync(CancellationToken cancellation)
    {
        var (asked, voicesAsked, earsAsked) = (
            Task.WhenAll(ladder.Rungs.Select(rung => StateOfAsync(rung, cancellation))), voice.VoicesAsync(cancellation), voice.EarsAsync(cancellation));
        var (minds, voices, ears) = (await asked, await voicesAsked, await earsAsked);
        var ready = minds.All(mind => mind.Ready) && voices.Concat(ears).All(state => state.Ready);
        return Results.Json(new { ready, minds, voices, ears }, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<MindState> StateOfAsync(Rung rung, CancellationToken cancellation)
    {
        var ready = await IsReadyAsync(rung.Mind, cancellation);
        var figures = await FiguresAsync(rung.Account, cancellation);
        return new MindState(
            rung.Options.Name, ready, rung.Rests, figures.Running, figures.Waiting, figures.Entered, figures.Refused, figures.Waited.TotalSeconds);
    }

    private async Task<ProviderFigures> FiguresAsync(string account, CancellationToken cancellation)
    {
        try
        {
            var looked = await queues.AskAsync(account, new ProviderEvent.Look(), cancellation).WaitAsync(CheckLimit, cancellation);
            return ((ProviderOutcome.Looked)looked).Figures;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return new ProviderFigures(0, 0, 0, 0, TimeSpan.Zero, 0);
        }
    }

    private static async Task<bool> IsReadyAsync(ITextMind mind, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(CheckLimit);
        try
        {
            return (await mind.CheckAsync(limit.Token)).IsReady;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>How one mind is.</summary>
    private sealed record MindState(
        string Name, bool Ready, bool Rests, int Running, int Waiting, long Entered, long Refused, double WaitedSeconds);
}
