namespace YemotAi.Calls.Voice.Hearing;

/// <summary>What the caller said or keyed over a line that was lost, and was not handed over: the next line goes on with it.</summary>
/// <param name="Keys">What was keyed; empty for nothing.</param>
/// <param name="Words">What was said, when it is recognised; empty for nothing. Never fails.</param>
/// <param name="Recogniser">Who recognises it, and ends with this; null when nobody does.</param>
internal sealed record UnfinishedInput(string Keys, Task<string> Words, IDisposable? Recogniser) : IDisposable
{
    /// <summary>Nobody wants it any more.</summary>
    public void Dispose() => Recogniser?.Dispose();
}
