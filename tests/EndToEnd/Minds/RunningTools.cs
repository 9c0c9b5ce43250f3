using Xunit;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Minds;

/// <summary>The processes that minds have started, told by the data folder in their environment.</summary>
internal static class RunningTools
{
    /// <summary>How many app-server processes a program keeps, however few its calls.</summary>
    public const int AppServers = 2;

    /// <summary>Processes in whose environment a folder is named.</summary>
    public static IReadOnlyList<int> Of(string folder)
    {
        OnLinuxOnly();
        return RunningProcesses.With(folder);
    }

    /// <summary>
    /// How many that a program in this process started run at one instant. While processes are listed some end and others
    /// start, and one list may have both: those that are in two lists, one after the other, ran together in between.
    /// </summary>
    public static int AtOnce(string folder)
    {
        OnLinuxOnly();
        return RunningProcesses.StartedHereWith(folder).Intersect(RunningProcesses.StartedHereWith(folder)).Count();
    }

    /// <summary>Waits until no more than so many run.</summary>
    public static async Task WhenNoneAsync(string folder, int most = 0)
    {
        // Which of them are to stay cannot be seen, so none can be waited for.
        await Polling.UntilAsync($"no more than {most} processes run", () => Of(folder).Count <= most);
    }

    private static void OnLinuxOnly() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a program's children have in their environment is seen on Linux only.");
}
