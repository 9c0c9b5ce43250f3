using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    private static readonly string Owner =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Us?.Id}/{Us?.Started}")).AsSpan(0, 8));

    private enum Kills
    {
        NotNeeded,
        Killed,
        Failed,
    }

    /// <summary>
    /// Kills what a killed program left running, with all that it started: only what has the id and the start that were
    /// written down, and whose owner is gone. Gives how many were killed. Where a start does not tell two processes apart
    /// for certain, which is so outside Linux, the file must be the same too.
    /// </summary>
    public int KillLeftovers()
    {
        var killed = 0;
        foreach (var file in Entries())
        {
            try
            {
                var lines = File.ReadAllLines(file);
                if (lines.Length >= 5 && Identity(lines[0], lines[1]) is { } owner && IsRunning(owner)) continue;
                // The first process of a system, or of a container, is nobody's child; but it may be an owner.
                if (lines.Length >= 5 && Identity(lines[2], lines[3]) is { Id: > 1 } child && IsRunning(child))
                {
                    var end = Kill(child, lines[4]);
                    if (end == Kills.Failed)
                    {
                        LogNotKilled(log, child.Id);
                        continue;
                    }

                    if (end == Kills.Killed)
                    {
                        killed++;
                        LogKilled(log, child.Id);
                    }
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
        string[] lines = [Line(Us.Id), Us.Started, Line(child.Id), child.Started, running];
        PrivateFolder.Write(FileOf(process.Id), Encoding.UTF8.GetBytes(string.Join('\n', lines)));
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
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new(number, started)
            : null;

    private static bool IsRunning(ProcessIdentity process) => ProcessIdentity.Of(process.Id) == process;

    private string[] Entries()
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(log, error.GetType().Name);
            return [];
        }
    }

    private static Kills Kill(ProcessIdentity child, string path)
    {
        try
        {
            using var process = Process.GetProcessById(child.Id);
            // Asked for after the process is held, so that it is the one that is killed.
            if (!IsRunning(child)) return Kills.NotNeeded;
            // On Linux its file may be another one than it was: it is named anew when it is replaced by an update.
            if (!OperatingSystem.IsLinux() && FileOf(process) != path) return Kills.NotNeeded;
            ProcessTree.Kill(process);
            return process.WaitForExit(TimeSpan.FromSeconds(5)) ? Kills.Killed : Kills.Failed;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return IsRunning(child) ? Kills.Failed : Kills.NotNeeded;
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

    // Two programs may share the folder without seeing each other's processes, which may have the same ids.
    private string FileOf(int id) => Path.Combine(folder, $"{Owner}-{Line(id)}{Ending}");

    [LoggerMessage(710, LogLevel.Warning, "Process {Id} was left over by a run that did not end rightly, and is killed.")]
    private static partial void LogKilled(ILogger log, int id);

    [LoggerMessage(712, LogLevel.Error, "Process {Id} was left over by a run that did not end rightly, and cannot be killed.")]
    private static partial void LogNotKilled(ILogger log, int id);

    [LoggerMessage(711, LogLevel.Warning, "The list of running programs cannot be kept ({Error}).")]
    private static partial void LogUnreadable(ILogger log, string error);
}
