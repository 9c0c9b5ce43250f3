using Polly.CircuitBreaker;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Ladder;

/// <content>One asking of the mind.</content>
public sealed partial class Rung
{
    /// <summary>The time ran out that others had left.</summary>
    private sealed class OutOfTimeException(MindUsage usage) : Exception
    {
        public MindUsage Usage { get; } = usage;
    }

    /// <summary>One asking of the mind, with its time limits.</summary>
    private sealed class Attempt(
        Rung rung, MindRequest request, TimeSpan limit, Func<MindReply, bool> isUsable, Action<MindUsage> usedLate)
    {
        private long _began;
        private TimeSpan? _firstWord;

        public async Task<(MindReply? Reply, MindAttempt Attempt)> RunAsync(Func<Task> ended, CancellationToken cancellation)
        {
            _began = rung._time.GetTimestamp();
            var asking = new Task<MindReply>?[1];
            try
            {
                var reply = await rung._pipeline.ExecuteAsync(
                    async _ => await AskAsync(asking, cancellation), CancellationToken.None);
                return (reply, Record(null, "", reply.Usage));
            }
            catch (BrokenCircuitException)
            {
                return (null, Record(MindFailure.Resting, "", default));
            }
            catch (MindException failed)
            {
                return (null, Record(failed.Failure, failed.Message, failed.Usage));
            }
            catch (OutOfTimeException late)
            {
                return (null, Record(MindFailure.TimedOut, "There was little time left for it.", late.Usage));
            }
            finally
            {
                // The turn is left when the mind has really stopped, whoever still waits for that.
                _ = Task.Run(() => EndAsync(asking[0], ended), CancellationToken.None);
            }
        }

        private async Task EndAsync(Task<MindReply>? asked, Func<Task> ended)
        {
            var late = asked is { IsCompleted: false };
            try
            {
                if (asked is not null) UsedOf((await asked).Usage);
            }
            catch (MindException failed)
            {
                UsedOf(failed.Usage);
            }
            catch (Exception)
            {
                // What it came to was said to who waited for it, if anyone did.
            }

            await ended();

            void UsedOf(MindUsage usage)
            {
                if (late && usage != default) usedLate(usage);
            }
        }

        private async Task<MindReply> AskAsync(Task<MindReply>?[] asking, CancellationToken cancellation)
        {
            var streams = rung.Mind.Streams;
            using var late = new CancellationTokenSource(
                streams ? Shorter(rung.Options.FirstWordLimit, limit) : limit, rung._time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
            var ear = new RungEar(request.Ear, () => OnFirstWord(late));
            var asked = Start(ear, stop.Token);
            asking[0] = asked;
            try
            {
                var reply = await asked.WaitAsync(stop.Token);
                if (!isUsable(reply))
                {
                    throw new MindException(MindFailure.Unusable, "It answered nothing that can be said.") { Usage = reply.Usage };
                }

                ear.Close();
                return reply;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // What cancelled this may reach us before it reaches the mind.
                await stop.CancelAsync();
                ear.Void();
                throw new OperationCanceledException(cancellation);
            }
            catch (OperationCanceledException) when (late.IsCancellationRequested)
            {
                await stop.CancelAsync();
                ear.Void();
                await StoppedAsync(asked, cancellation);
                // A mind that had less time than it may take is not to blame.
                var noWord = _firstWord is null && streams;
                if (limit < (noWord ? rung.Options.FirstWordLimit : rung.Options.AnswerLimit)) throw new OutOfTimeException(UsageOf(asked));
                throw new MindException(MindFailure.TimedOut, noWord ? "No word came in time." : "It did not end in time.")
                {
                    Usage = UsageOf(asked),
                };
            }
            catch (MindException)
            {
                ear.Void();
                throw;
            }
            catch (Exception error)
            {
                // Only the kind: the message of an unforeseen exception may hold anything.
                ear.Void();
                throw new MindException(MindFailure.Bug, error.GetType().Name, error);
            }
        }

        /// <summary>What a request has used that was told to stop and did; nothing when that is not known yet.</summary>
        private static MindUsage UsageOf(Task<MindReply> asked) =>
            asked.IsCompletedSuccessfully ? asked.Result.Usage
            : asked.Exception?.InnerException is MindException failed ? failed.Usage
            : default;

        private async Task<MindReply> Start(RungEar ear, CancellationToken stop) =>
            await rung.Mind.ReplyAsync(request with { Ear = ear, Limit = limit }, stop);

        private void OnFirstWord(CancellationTokenSource late)
        {
            var after = rung._time.GetElapsedTime(_began);
            _firstWord = after;
            try
            {
                late.CancelAfter(Shorter(limit, limit - after));
            }
            catch (ObjectDisposedException)
            {
                // The attempt has just ended.
            }
        }

        private async Task StoppedAsync(Task asked, CancellationToken cancellation)
        {
            try
            {
                await asked.WaitAsync(rung._ladder.StopLimit, rung._time, cancellation);
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                // It has stopped, in whatever way, or it has had its time.
            }
        }

        private MindAttempt Record(MindFailure? failure, string detail, MindUsage usage) => new(
            rung.Options.Name, failure, detail, TimeSpan.Zero, _firstWord, rung._time.GetElapsedTime(_began), usage, rung.CostOf(usage));
    }
}
