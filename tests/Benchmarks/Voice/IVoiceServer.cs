namespace YemotAi.Benchmarks.Voice;

/// <summary>What is called and measured.</summary>
internal interface IVoiceServer : IAsyncDisposable
{
    /// <summary>Where calls come in, with a slash behind it.</summary>
    Uri Address { get; }

    /// <summary>Its programs, each a process of its own.</summary>
    IReadOnlyList<MeasuredProgram> Programs { get; }
}
