namespace YemotAi.Providers.Processes;

/// <summary>A native program to be run, with all that it gets to see: nothing is inherited.</summary>
internal sealed record ChildCommand
{
    /// <summary>The program's file.</summary>
    public required string Path { get; init; }

    /// <summary>Its arguments, each as it is: no shell reads them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Its whole environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder in which it runs.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>How many bytes it may write to its output in all. Default no limit, for programs that live long.</summary>
    public long MaxOutputBytes { get; init; } = long.MaxValue;

    /// <summary>How many bytes one line of its output may have. Default 32 MiB: a whole answer is one line.</summary>
    public int MaxLineBytes { get; init; } = 32 << 20;
}
