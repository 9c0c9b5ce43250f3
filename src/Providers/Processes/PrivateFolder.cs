namespace YemotAi.Providers.Processes;

/// <summary>Folders and files that only their owner may read: callers' words and keys are in them.</summary>
internal static class PrivateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder, and those above it, if they are not there.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly);
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
