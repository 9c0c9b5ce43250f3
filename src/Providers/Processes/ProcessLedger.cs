using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace YemotAi.Providers.Processes;

/// <summary>
/// Which programs this one has running, in a folder: a file for each. If this program is killed, its next start finds
/// what was left over and kills it.
/// </summary>
/// <param name="folder">The folder; made when it is needed, for its owner only.</param>
/// <param name="log">Where kills are told.</param>
public sealed partial class ProcessLedger(string folder, ILogger<ProcessLedger> log)
{
    private const string Ending = ".child";

    private static readonly ProcessIdentity? Us = ProcessIdentity.Of(Environment.ProcessId);

    /// <summary>
    /// Kills what a killed program left running, with all that it started: only what has the id, the start and the file
    /// that were written down, and whose owner is gone. Gives how many were killed.
    /// </summary>
    public int KillLeftovers()
    {
        if (!Directory.Exists(folder)) return 0;
        var killed = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending))
        {
            try
            {
                var lines = File.ReadAllLines(file);
                if (lines.Length >= 5 && Identity(lines[0], lines[1]) is { } owner && IsRunning(owner)) continue;
                if (lines.Length >= 5 && Identity(lines[2], lines[3]) is { } child && Kill(child, lines[4]))
                {
                    killed++;
                    LogKilled(log, child.Id);
                }

                File.Delete(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                LogUnreadable(log, error.GetType().Name);
            }
        }

        return killed;
    }

    /// <summary>Writes down that a process runs.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal void Enter(Process process, string path)
    {
        // One that has ended already has no start any more, and need not be killed by anybody.
        if (Us is null || ProcessIdentity.Of(process.Id) is not { } child) return;
        PrivateFolder.Make(folder);
        // A script runs as its interpreter.
        var running = FileOf(process) ?? path;
        File.WriteAllLines(FileOf(process.Id), [Line(Us.Id), Us.Started, Line(child.Id), child.Started, running]);
    }

    /// <summary>Strikes out a process that has ended.</summary>
    internal void Leave(int id)
    {
        try
        {
            File.Delete(FileOf(id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(log, error.GetType().Name);
        }
    }

    private static string Line(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ProcessIdentity? Identity(string id, string started) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
            ? new(number, started)
            : null;

    private static bool IsRunning(ProcessIdentity process) => ProcessIdentity.Of(process.Id) == process;

    private static bool Kill(ProcessIdentity child, string path)
    {
        try
        {
            using var process = Process.GetProcessById(child.Id);
            // Asked for after the process is held, so that it is the one that is killed.
            if (!IsRunning(child) || FileOf(process) != path) return false;
            ProcessTree.Kill(process);
            return process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string? FileOf(Process process)
    {
        try
        {
            return process.MainModule?.FileName;
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    private string FileOf(int id) => Path.Combine(folder, Line(id) + Ending);

    [LoggerMessage(710, LogLevel.Warning, "Process {Id} was left over by a run that did not end rightly, and is killed.")]
    private static partial void LogKilled(ILogger log, int id);

    [LoggerMessage(711, LogLevel.Warning, "The list of running programs cannot be kept ({Error}).")]
    private static partial void LogUnreadable(ILogger log, string error);
}
