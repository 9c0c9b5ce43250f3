namespace YemotAi.EndToEnd.Minds;

/// <summary>A kind of mind, as a line's owner chooses it.</summary>
public enum MindKind
{
    /// <summary>The Codex CLI, a process for every turn.</summary>
    CodexExec,

    /// <summary>The Codex CLI, processes that live long.</summary>
    CodexAppServer,

    /// <summary>The Claude Code CLI.</summary>
    ClaudeCode,

    /// <summary>OpenAI by the Responses API.</summary>
    OpenAi,

    /// <summary>A server that speaks chat completions.</summary>
    OpenAiChat,

    /// <summary>Anthropic.</summary>
    Anthropic,
}
