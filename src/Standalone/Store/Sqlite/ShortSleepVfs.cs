using System.Runtime.InteropServices;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>
/// SQLite's own file layer, with one function replaced: sleep. A connection that begins to read while another one moves a
/// lock tries again, and after five tries asks to sleep a microsecond (<c>walTryBeginRead</c> in wal.c). The builds of
/// SQLite that this program gets can sleep whole seconds only, so that under load calls would stand still for a second.
/// </summary>
internal static class ShortSleepVfs
{
    // The C structure sqlite3_vfs, version 3 (sqlite.org/c3ref/vfs.html): three ints, then 19 pointers.
    private const int Version = 3;
    private const int Pointers = 19;
    private const int NameIndex = 1;
    private const int SleepIndex = 12;

    private const int MicrosecondsPerMillisecond = 1000;
    private const int WorthSleeping = 500;

    // Held here, as native code calls it for as long as the process lives.
    private static readonly SleepFunction SleepShortly = Sleep;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int SleepFunction(IntPtr vfs, int microseconds);

    /// <summary>
    /// The name to open files with, registered when first asked for; null, which is SQLite's default, where that sleeps
    /// finely enough (Windows) or has another shape.
    /// </summary>
    public static string? Name { get; } = OperatingSystem.IsWindows() ? null : Register("short-sleep");

    private static string? Register(string name)
    {
        try
        {
            var original = sqlite3_vfs_find(IntPtr.Zero);
            if (original == IntPtr.Zero || Marshal.ReadInt32(original) != Version) return null;

            var first = (3 * sizeof(int) + IntPtr.Size - 1) / IntPtr.Size * IntPtr.Size;
            var bytes = new byte[first + (Pointers * IntPtr.Size)];
            Marshal.Copy(original, bytes, 0, bytes.Length);
            var copy = Marshal.AllocHGlobal(bytes.Length);
            Marshal.Copy(bytes, 0, copy, bytes.Length);
            Marshal.WriteIntPtr(copy, first + (NameIndex * IntPtr.Size), Marshal.StringToCoTaskMemUTF8(name));
            Marshal.WriteIntPtr(
                copy, first + (SleepIndex * IntPtr.Size), Marshal.GetFunctionPointerForDelegate(SleepShortly));
            return sqlite3_vfs_register(copy, 0) == SQLitePCL.raw.SQLITE_OK ? name : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static int Sleep(IntPtr vfs, int microseconds)
    {
        // What is waited for takes microseconds, so letting its thread run is enough; Thread.Sleep begins at 1 ms.
        if (microseconds < WorthSleeping) Thread.Yield();
        else Thread.Sleep((microseconds + MicrosecondsPerMillisecond - 1) / MicrosecondsPerMillisecond);
        return microseconds;
    }

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern IntPtr sqlite3_vfs_find(IntPtr name);

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    private static extern int sqlite3_vfs_register(IntPtr vfs, int makeDefault);
}
