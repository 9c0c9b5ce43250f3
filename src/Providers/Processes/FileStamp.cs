namespace YemotAi.Providers.Processes;

/// <summary>By what it is seen that a file was replaced.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Its length in bytes; 0 when it is not there.</param>
/// <param name="Written">When it was written, in ticks; 0 when it is not there.</param>
internal readonly record struct FileStamp(string Path, long Length, long Written)
{
    /// <summary>What the file is now.</summary>
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(path, file.Length, file.LastWriteTimeUtc.Ticks) : new(path, 0, 0);
    }
}
