namespace YemotAi.Providers.Codex;

/// <summary>A Codex CLI that was found and says its version.</summary>
/// <param name="Path">The native program's file.</param>
/// <param name="Version">Its version, three numbers.</param>
public sealed record CodexBinary(string Path, Version Version)
{
    /// <summary>The oldest version that works here: older ones were not tried.</summary>
    public static readonly Version Oldest = new(0, 55, 0);

    private static readonly Version ShellCanGo = new(0, 66, 0);
    private static readonly Version UsageOfThread = new(0, 79, 0);
    private static readonly Version NewInstructions = new(0, 81, 0);
    private static readonly Version SlowStart = new(0, 92, 0);
    private static readonly Version SlowStartOver = new(0, 99, 0);
    private static readonly Version OldInstructionsOver = new(0, 107, 0);
    private static readonly Version ToolsCanGo = new(0, 156, 0);

    /// <summary>
    /// It keeps a shell that the model may use to read whatever this program's user may read, and to tell it the caller.
    /// </summary>
    public bool KeepsShell => Version < ShellCanGo;

    /// <summary>It is given an entry of the model that asks for no tools; one that does not know of such entries ignores it.</summary>
    public bool HasCatalogue => Version >= ShellCanGo;

    /// <summary>It is left without any tool of its own, as was seen of 0.169.0.</summary>
    public bool CanBePure => Version >= ToolsCanGo;

    /// <summary>Its app-server does all that is needed here.</summary>
    public bool HasAppServer => Version >= ToolsCanGo;

    /// <summary>At every start it asks vendors' servers for models, for seconds where they are out of reach.</summary>
    public bool StartsSlowly => Version >= SlowStart && Version < SlowStartOver;

    /// <summary>What it counts as used is of the whole session, not of the turn.</summary>
    public bool CountsWholeSession => Version >= UsageOfThread;

    /// <summary>By which settings it takes the instructions; between the two it is unknown which, and both are harmless.</summary>
    internal IEnumerable<string> InstructionSettings()
    {
        if (Version < OldInstructionsOver) yield return "experimental_instructions_file";
        if (Version >= NewInstructions) yield return "model_instructions_file";
    }
}
