using System.Text;
using YemotAi.Calls.Minds;

namespace YemotAi.Minds;

/// <summary>Keeps what was added; a test can wait for the first words.</summary>
internal sealed class TestEar : IAnswerEar
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _words = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Heard => "";

    /// <summary>What was added so far.</summary>
    public string Words
    {
        get
        {
            lock (_gate) return _words.ToString();
        }
    }

    /// <summary>Ends when the first words are there.</summary>
    public Task First => _first.Task;

    public void Add(string words)
    {
        lock (_gate) _words.Append(words);
        if (words.Length > 0) _first.TrySetResult();
    }

    public void StartOver()
    {
        lock (_gate) _words.Clear();
    }
}
