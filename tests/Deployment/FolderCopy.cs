namespace YemotAi.Deployment;

/// <summary>A copy of the folder <c>k8s</c> that may be changed, and is removed at the end.</summary>
internal sealed class FolderCopy : IDisposable
{
    public FolderCopy() => Repository.Copy(Repository.At("k8s"), Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("yemotai-k8s-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
