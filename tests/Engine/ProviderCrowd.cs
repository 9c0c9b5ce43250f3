using Xunit;
using YemotAi.Calls.Minds.Admission;

namespace YemotAi.Engine;

/// <summary>Hundreds who want a turn of a provider at once, of whom a third give up, on many threads.</summary>
public static class ProviderCrowd
{
    private const int Askers = 900;

    /// <summary>Lets them ask, and checks that no turn is lost and that there are never too many.</summary>
    /// <param name="ask">Asks the queue for an asker of this number; two numbers may go two ways.</param>
    /// <param name="atOnce">How many turns there may be at once.</param>
    /// <param name="guard">When it has hung.</param>
    public static async Task RunAsync(
        Func<int, ProviderEvent, CancellationToken, Task<ProviderOutcome>> ask, int atOnce, TimeSpan guard)
    {
        var test = TestContext.Current.CancellationToken;
        var (running, most, turns) = (0, 0, 0);
        async Task OneAsync(int number)
        {
            using var impatient = new CancellationTokenSource();
            var enter = new ProviderEvent.Enter(
                $"{number}", $"talk {number % 50}", $"{number % 3}", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(40));
            var asking = ask(number, enter, impatient.Token);
            if (number % 3 == 0) await Task.Run(impatient.Cancel, test);
            try
            {
                if (await asking is not ProviderOutcome.Entered) return;
                Most(ref most, Interlocked.Increment(ref running));
                Interlocked.Increment(ref turns);
                for (var i = 0; i < number % 7; i++) await Task.Yield();
                Interlocked.Decrement(ref running);
            }
            catch (OperationCanceledException) when (impatient.IsCancellationRequested)
            {
                // As a real caller that hangs up; the leaving follows all the same.
            }
            finally
            {
                await ask(number, new ProviderEvent.Leave($"{number}"), test);
            }
        }

        await Task.WhenAll(Enumerable.Range(1, Askers).Select(i => Task.Run(() => OneAsync(i), test))).WaitAsync(guard, test);
        var figures = Assert.IsType<ProviderOutcome.Looked>(await ask(0, new ProviderEvent.Look(), test)).Figures;
        Assert.Equal((0, 0, 0, 0), (figures.Running, figures.Waiting, figures.Refused, figures.Lost));
        Assert.InRange(most, 1, atOnce);
        Assert.InRange(turns, Askers * 2 / 3, Askers);
    }

    private static void Most(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref most, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
