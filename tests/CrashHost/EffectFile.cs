using System.Diagnostics;
using System.Text;

namespace YemotAi.CrashHost;

/// <summary>
/// Effects on the world: a line in a file each, flushed to the disk. An effect with a key that is there already is that
/// effect. Each execution is noted in a second file, however it ends.
/// </summary>
internal sealed class EffectFile
{
    private readonly Lock _gate = new();
    private readonly FileStream _done;
    private readonly FileStream _begun;
    private readonly Dictionary<string, int> _receipts = new(StringComparer.Ordinal);
    private readonly string _dieAt;
    private int _executions;

    /// <summary>Opens the files; a line that a killed process left half-written was never an effect.</summary>
    /// <param name="path">The file of effects; executions go beside it, with <c>.begun</c> at the end.</param>
    /// <param name="dieAt">
    /// <c>before:N</c> or <c>after:N</c>: the process kills itself in the N-th execution, before or after the effect is
    /// on the disk. Empty: it does not.
    /// </param>
    public EffectFile(string path, string dieAt)
    {
        _dieAt = dieAt;
        _done = Open(path);
        _begun = Open(path + ".begun");
        using var reader = new StreamReader(path, Encoding.UTF8, false, new FileStreamOptions { Share = FileShare.ReadWrite });
        while (reader.ReadLine() is { } line) _receipts.Add(line.Split('\t')[0], _receipts.Count + 1);
    }

    /// <summary>Does the effect with this key, or finds it done. Gives its number in the file.</summary>
    public Task<int> DoAsync(string key, string said) => Task.Run(() =>
    {
        lock (_gate)
        {
            Append(_begun, key);
            var execution = ++_executions;
            DieAt("before", execution);
            if (!_receipts.TryGetValue(key, out var receipt))
            {
                receipt = _receipts.Count + 1;
                Append(_done, $"{key}\t{receipt}\t{said}");
                _receipts.Add(key, receipt);
            }

            DieAt("after", execution);
            return receipt;
        }
    });

    private void DieAt(string when, int execution)
    {
        // SIGKILL: nothing runs after it in this process, no finally and no flush.
        if (_dieAt == $"{when}:{execution}") Process.GetCurrentProcess().Kill();
    }

    private static void Append(FileStream file, string line)
    {
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var written = new byte[file.Length];
        file.ReadExactly(written);
        file.SetLength(Array.LastIndexOf(written, (byte)'\n') + 1);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
