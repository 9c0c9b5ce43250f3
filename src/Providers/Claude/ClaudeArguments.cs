using System.Globalization;

namespace YemotAi.Providers.Claude;

/// <summary>
/// What the Claude Code CLI is told on its command line and by its environment. The same for all turns of a
/// conversation; nothing on the command line is secret or a caller's.
/// </summary>
/// <remarks>
/// Tried with 2.1.329. The variables are those that its file names; one that a version does not know does nothing.
/// </remarks>
internal static class ClaudeArguments
{
    /// <summary>What the environment may tell about certificates and proxies, where a network needs that.</summary>
    private static readonly string[] NetworkVariables =
        ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

    /// <summary>Everything off that it does beside a conversation, or that makes a conversation take longer.</summary>
    private static readonly (string Name, string Value)[] Quiet =
    [
        ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"), ("DISABLE_TELEMETRY", "1"), ("DISABLE_ERROR_REPORTING", "1"),
        ("DISABLE_AUTOUPDATER", "1"), ("DISABLE_UPDATES", "1"), ("DISABLE_INSTALLATION_CHECKS", "1"),
        // Signs such as @ in what a caller says mean no files, and no word of it means more thinking.
        ("CLAUDE_CODE_DISABLE_ATTACHMENTS", "1"), ("CLAUDE_CODE_DISABLE_FILE_MENTIONS", "1"),
        ("CLAUDE_CODE_DISABLE_ULTRATHINK", "1"), ("CLAUDE_CODE_DISABLE_CLAUDE_MDS", "1"),
        // A caller waits for the first word.
        ("CLAUDE_CODE_DISABLE_THINKING", "1"),
        // It must not ask a second time, or another model, by itself: the next mind answers sooner, and what was asked
        // twice is twice in the session.
        ("CLAUDE_CODE_DISABLE_NONSTREAMING_FALLBACK", "1"), ("CLAUDE_CODE_NO_MODEL_FALLBACK", "1"),
        ("MAX_STRUCTURED_OUTPUT_RETRIES", "0"),
        ("CLAUDE_CODE_DISABLE_REFUSAL_FALLBACK", "1"), ("CLAUDE_CODE_DISABLE_MODEL_ACCESS_FALLBACK", "1"),
        // A summary in place of the conversation is not what was said.
        ("DISABLE_COMPACT", "1"), ("DISABLE_AUTO_COMPACT", "1"),
        // Without these the request has parts that only Anthropic's own servers take, or that change from turn to turn.
        ("CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS", "1"), ("CLAUDE_CODE_ATTRIBUTION_HEADER", "0"),
    ];

    /// <summary>The arguments of a turn; the words come on its input.</summary>
    /// <param name="options">The model.</param>
    /// <param name="instructions">The file with the instructions.</param>
    /// <param name="form">The form of the answer, a JSON schema; null for none.</param>
    /// <param name="session">The session, a UUID in lower case.</param>
    /// <param name="resumes">It is gone on with; otherwise it begins.</param>
    public static List<string> Turn(ClaudeCodeOptions options, string instructions, string? form, string session, bool resumes)
    {
        var arguments = new List<string>
        {
            // Words on its input as JSON: as plain text, a slash at their beginning is a command to the program.
            "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose", "--include-partial-messages",
            // No hooks, plugins, memory, files of instructions; the key from the environment and from nowhere else.
            "--bare", "--tools", "", "--strict-mcp-config", "--setting-sources", "", "--disable-slash-commands",
            "--model", options.Model, "--system-prompt-file", instructions,
        };
        if (options.Effort.Length > 0) arguments.AddRange(["--effort", options.Effort]);
        if (form is not null) arguments.AddRange(["--json-schema", form]);
        arguments.AddRange([resumes ? "--resume" : "--session-id", session]);
        return arguments;
    }

    /// <summary>The whole environment of the program.</summary>
    /// <param name="options">The key, and where the model is.</param>
    /// <param name="home">For a folder in which no program is found.</param>
    /// <param name="folder">Its home.</param>
    public static Dictionary<string, string> Environment(ClaudeCodeOptions options, ClaudeHome home, string folder)
    {
        var temporary = ClaudeHome.TemporaryOf(folder);
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["PATH"] = home.Empty,
            ["TMPDIR"] = temporary,
            ["CLAUDE_CODE_TMPDIR"] = temporary,
            ["CLAUDE_CODE_MAX_RETRIES"] = options.Retries.ToString(CultureInfo.InvariantCulture),
            ["CLAUDE_CODE_MAX_OUTPUT_TOKENS"] = options.MaxOutputTokens.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in Quiet) environment[name] = value;
        foreach (var name in NetworkVariables)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) environment[name] = value;
        }

        if (OperatingSystem.IsWindows())
        {
            (environment["USERPROFILE"], environment["TEMP"], environment["TMP"]) = (folder, temporary, temporary);
            if (System.Environment.GetEnvironmentVariable("SystemRoot") is { } root) environment["SystemRoot"] = root;
        }

        if (options.BaseUrl.Length > 0) environment["ANTHROPIC_BASE_URL"] = options.BaseUrl.TrimEnd('/');
        // It does not start a turn without a key, though a server of one's own may want none.
        var key = options.FindKey();
        if (key.Length == 0 && options.BaseUrl.Length > 0) key = "none";
        if (key.Length > 0) environment["ANTHROPIC_API_KEY"] = key;
        return environment;
    }
}
