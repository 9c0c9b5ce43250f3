using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace YemotAi.Tests;

/// <summary>Processes of this machine, found by what is in their environment: those that they started are found too.</summary>
internal static class RunningProcesses
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    /// <summary>The ids of processes in whose environment a text is, this one aside. Only on Linux.</summary>
    public static IReadOnlyList<int> With(string text)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (id != Environment.ProcessId
                    && Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Contains(text, StringComparison.Ordinal))
                {
                    found.Add(id);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }
        }

        return found;
    }

    /// <summary>
    /// Those of them that this process started itself. A program may start others for a moment: the Codex CLI asks
    /// <c>lsb_release</c> and <c>getconf</c> for its system, and until they run they are copies of it.
    /// </summary>
    public static IReadOnlyList<int> StartedHereWith(string text) => [.. With(text).Where(IsStartedHere)];

    /// <summary>Whether a process was started by this one itself.</summary>
    public static bool IsStartedHere(int id) => ParentOf(id) == Environment.ProcessId;

    /// <summary>Waits until processes have ended.</summary>
    /// <exception cref="TimeoutException">One still runs after a minute.</exception>
    public static async Task WhenEndedAsync(IEnumerable<int> ids, CancellationToken cancellation)
    {
        foreach (var id in ids)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                await process.WaitForExitAsync(cancellation).WaitAsync(Guard, cancellation);
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                // It had ended before.
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"The process {id} still runs.");
            }
        }
    }

    private static int? ParentOf(int id)
    {
        try
        {
            // After the name, which may hold spaces and brackets itself: the state, and the parent (proc_pid_stat(5)).
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
