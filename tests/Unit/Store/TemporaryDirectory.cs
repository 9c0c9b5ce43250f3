namespace YemotAi.Unit.Store;

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("yemotai-").FullName;

    /// <summary>Where the store keeps its database in this directory.</summary>
    public string Database => System.IO.Path.Combine(Path, "yemotai.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
