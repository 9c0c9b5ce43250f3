namespace YemotAi.Providers.Codex;

/// <summary>How the Codex CLI is run.</summary>
public enum CodexMode
{
    /// <summary>By <c>codex app-server</c> where the version is known to do all that is needed, else by <c>codex exec</c>.</summary>
    Auto,

    /// <summary>A process for every turn: <c>codex exec</c> and <c>codex exec resume</c>.</summary>
    Exec,

    /// <summary>Processes that live long and hold many conversations each: <c>codex app-server</c>.</summary>
    AppServer,
}
