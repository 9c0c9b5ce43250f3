using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace YemotAi.Providers.Processes;

/// <summary>Which process: ids are given again, so the moment of its start belongs to it.</summary>
/// <param name="Id">The process id.</param>
/// <param name="Started">Its start, in a form that only the same process on the same system has.</param>
internal sealed record ProcessIdentity(int Id, string Started)
{
    /// <summary>The running process of this id; null when there is none.</summary>
    public static ProcessIdentity? Of(int id) => StartOf(id) is { } started ? new(id, started) : null;

    private static string? StartOf(int id)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The name in parentheses may hold anything; field 22, the start in ticks since boot, is the 20th after it.
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                // A zombie has ended and waits only to be asked for its exit code.
                if (fields.Length < 20 || fields[0] is "Z" or "X") return null;
                return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() + "/" + fields[19];
            }

            using var process = Process.GetProcessById(id);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException
            or InvalidOperationException or Win32Exception or NotSupportedException)
        {
            return null;
        }
    }
}
