using System.ComponentModel;
using System.Diagnostics;

namespace YemotAi.Providers.Processes;

/// <summary>A process and all that it started.</summary>
internal static class ProcessTree
{
    /// <summary>Kills them; one that has ended already is no error.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in the meantime, wholly or in parts.
        }
    }
}
