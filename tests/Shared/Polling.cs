namespace YemotAi.Tests;

/// <summary>Waits for what must come where nothing tells of it, so that it is looked at again and again.</summary>
internal static class Polling
{
    /// <summary>A guard, never a pause: far longer than anything takes on a loaded machine.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    // Most comes at once, or after many quick steps. What does not is not kept from its processor by who waits for it.
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits until something is so.</summary>
    /// <param name="what">Names it when it does not come.</param>
    /// <param name="isSo">Looks; it may also do what brings it about, such as to move a clock by one step.</param>
    /// <exception cref="TimeoutException">It was not so before the guard's time was over.</exception>
    public static Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    /// <summary>As <see cref="UntilAsync(string, Func{bool})"/>, where looking takes a moment.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var guard = new CancellationTokenSource(Guard);
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var look = isSo();
            try
            {
                if (await look.WaitAsync(guard.Token)) return;
            }
            catch (OperationCanceledException) when (!look.IsCompleted)
            {
                // To look takes as long as that: said below.
            }

            if (guard.IsCancellationRequested) throw new TimeoutException($"Not so within {Guard.TotalSeconds:0} s: {what}.");
            if (TimeProvider.System.GetElapsedTime(begun) < Eager) await Task.Yield();
            else await Task.Delay(Pause);
        }
    }
}
