using Xunit;
using YemotAi.EndToEnd.Bench;

namespace YemotAi.EndToEnd.Minds;

/// <summary>The processes that minds have started, told by the data folder in their environment.</summary>
internal static class RunningTools
{
    /// <summary>How many app-server processes a program keeps, however few its calls.</summary>
    public const int AppServers = 2;

    /// <summary>Processes, this one and its tests' children aside, in whose environment a folder is named.</summary>
    public static IReadOnlyList<int> Of(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a program's children have in their environment is seen on Linux only.");
        return [.. Directory.GetDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && EnvironmentOf(id).Contains(folder, StringComparison.Ordinal))];
    }

    /// <summary>Waits until no more than so many run.</summary>
    public static async Task WhenNoneAsync(string folder, int most = 0)
    {
        using var guard = new CancellationTokenSource(Waiting.Guard);
        while (Of(folder) is { } running && running.Count > most)
        {
            if (guard.IsCancellationRequested) throw new TimeoutException($"{running.Count} processes still run.");
            await Task.Delay(20);
        }
    }

    private static string EnvironmentOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
