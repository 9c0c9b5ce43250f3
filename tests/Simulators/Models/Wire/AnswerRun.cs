using Microsoft.AspNetCore.Http;

namespace YemotAi.Simulators.Models.Wire;

/// <summary>The life of one answer, the same for every vendor: wait, think, write, go wrong.</summary>
/// <param name="context">The request.</param>
/// <param name="vendor">What an HTTP error is with this vendor; null for a fault that is no HTTP error.</param>
internal sealed class AnswerRun(HttpContext context, Func<ModelAnswer, RequestRefused?> vendor)
{
    /// <summary>Answers.</summary>
    /// <exception cref="RequestRefused">The answer is an HTTP error.</exception>
    /// <exception cref="OperationCanceledException">The client has gone, or the server stops.</exception>
    public async Task AnswerAsync(ModelAnswer answer, IAnswerWriter writer, CancellationToken cancellation)
    {
        if (answer.Fault == ModelFault.Hangs)
        {
            await WaitAsync(answer, cancellation);
            await HoldAsync(cancellation);
            return;
        }

        if (vendor(answer) is { } refused)
        {
            await WaitAsync(answer, cancellation);
            throw refused;
        }

        await writer.BeginAsync();
        await WaitAsync(answer, cancellation);
        switch (answer.Fault)
        {
            case ModelFault.Garbage:
                await writer.GarbageAsync();
                return;
            case ModelFault.ContextFull:
                await writer.ErrAsync(answer.Fault);
                return;
            case ModelFault.Empty:
                await writer.EndAsync(new ModelAnswer(), AnswerEnd.Complete);
                return;
            case ModelFault.Forbidden:
                await writer.EndAsync(answer, AnswerEnd.Forbidden);
                return;
        }

        await PiecesAsync(answer, writer, cancellation);
    }

    private async Task PiecesAsync(ModelAnswer answer, IAnswerWriter writer, CancellationToken cancellation)
    {
        var first = true;
        foreach (var piece in answer.Pieces)
        {
            cancellation.ThrowIfCancellationRequested();
            await writer.PieceAsync(piece);
            if (!first) continue;
            first = false;
            if (answer.AfterFirst is { } after) await after(cancellation).WaitAsync(cancellation);
            if (await BreaksAsync(answer.Fault, writer, cancellation)) return;
        }

        // A fault in mid-stream comes also where there is no piece.
        if (first && await BreaksAsync(answer.Fault, writer, cancellation)) return;
        await writer.EndAsync(
            answer, answer.Fault == ModelFault.CutShort ? AnswerEnd.CutShort : AnswerEnd.Complete);
    }

    private async Task<bool> BreaksAsync(ModelFault fault, IAnswerWriter writer, CancellationToken cancellation)
    {
        switch (fault)
        {
            case ModelFault.StallsMidStream:
                await writer.BreakAsync();
                await HoldAsync(cancellation);
                return true;
            case ModelFault.DropsMidStream:
                await writer.BreakAsync();
                context.Abort();
                return true;
            case ModelFault.EndsEarly:
                await writer.BreakAsync();
                return true;
            case ModelFault.ErrsMidStream:
                await writer.ErrAsync(fault);
                return true;
            default:
                return false;
        }
    }

    // Goes on outside of the token's own callbacks, so that all who wait for the client's going hear of it.
    private static async Task HoldAsync(CancellationToken cancellation)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellation.Register(gone.SetResult);
        await gone.Task;
        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task WaitAsync(ModelAnswer answer, CancellationToken cancellation)
    {
        if (answer.Before is { } before) await before(cancellation).WaitAsync(cancellation);
        if (answer.Thinks > TimeSpan.Zero) await Task.Delay(answer.Thinks, cancellation);
    }
}
