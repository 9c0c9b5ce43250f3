namespace YemotAi.Standalone.Store.Opening;

/// <summary>The directory that holds the store, and the lock that keeps a second program from writing there.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string DatabaseName = "yemotai.db";
    private const string LockName = "yemotai.lock";

    private readonly FileStream _lock;

    private DataDirectory(FileStream held) => _lock = held;

    /// <summary>Where the database of a data directory lies.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(Path.GetFullPath(directory), DatabaseName);

    /// <summary>
    /// Makes the directory if it is missing, and takes its lock. The system lets go of the lock when the program ends,
    /// however it ends.
    /// </summary>
    /// <exception cref="StoreOpenException">The directory cannot be used, or another program uses it.</exception>
    public static DataDirectory Take(string directory)
    {
        directory = Path.GetFullPath(directory);
        if (File.Exists(directory))
            throw new StoreOpenException($"{directory} is a file, but the data needs a directory. Name another one.");

        var file = Path.Combine(directory, LockName);
        try
        {
            Directory.CreateDirectory(directory);
            return new DataDirectory(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new StoreOpenException(
                $"Another program is using the data in {directory}. Stop it, or give this one another directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreOpenException(
                $"The data directory {directory} cannot be written ({e.Message}) Give the user that runs this program the "
                + "right to write there, free some space if the disk is full, or name another directory.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    /// <summary>
    /// A sharing conflict: on Windows ERROR_SHARING_VIOLATION, elsewhere EWOULDBLOCK from <c>flock</c> (11 on Linux, 35 on
    /// macOS and BSD), which .NET hands on as it is.
    /// </summary>
    private static bool IsHeldByAnother(IOException e) =>
        e.GetType() == typeof(IOException) && (OperatingSystem.IsWindows()
            ? (e.HResult & 0xFFFF) == 32
            : e.HResult is 11 or 35);
}
