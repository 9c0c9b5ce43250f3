namespace YemotAi.EndToEnd.Bench;

/// <summary>How long a test waits for what must come, before it says that it did not.</summary>
internal static class Waiting
{
    /// <summary>A guard, never a pause: far longer than anything takes on a loaded machine.</summary>
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(90);

    /// <summary>Waits for an event; names it when it does not come.</summary>
    public static async Task For(string what, Task happened)
    {
        try
        {
            await happened.WaitAsync(Guard);
        }
        catch (TimeoutException) when (!happened.IsCompleted)
        {
            throw new TimeoutException($"This did not happen within {Guard.TotalSeconds:0} s: {what}.");
        }
    }

    /// <summary>As <see cref="For(string, Task)"/>, with a result.</summary>
    public static async Task<T> For<T>(string what, Task<T> happened)
    {
        await For(what, (Task)happened);
        return await happened;
    }
}
