using YemotAi.Tests;

namespace YemotAi.EndToEnd.Bench;

/// <summary>A folder of its own for one test, gone when the test is over.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("yemotai-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (Directory.Exists(Path))
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(begun) < Polling.Guard)
            {
                // What a program had begun as it ended has just written something more.
                Thread.Sleep(1);
            }
        }
    }
}
