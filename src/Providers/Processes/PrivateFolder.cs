namespace YemotAi.Providers.Processes;

/// <summary>Folders and files that only their owner may read: callers' words and keys are in them.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>How much room a disk must have, in bytes: a conversation needs about 2 MiB.</summary>
    private const long RoomNeeded = 32L << 20;

    /// <summary>Makes a folder, and those above it, if they are not there.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>
    /// Whether a folder's disk has room enough that a session in it may be trusted: on a disk that becomes full some
    /// command line tools end a turn as if all were well, and have then forgotten the whole session.
    /// </summary>
    public static bool HasRoom(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace >= RoomNeeded;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A kind of disk that does not say: it is tried.
            return true;
        }
    }

    /// <summary>Writes a file so that it is there wholly or not at all.</summary>
    public static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var beside = file + "." + Guid.NewGuid().ToString("N")[..8] + ".new";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, file, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
