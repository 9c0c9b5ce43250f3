using System.Globalization;
using System.Text;

namespace YemotAi.Providers.Codex;

/// <summary>
/// What the Codex CLI is told on its command line, by its version. The same for all turns of a conversation: nothing of
/// it is restored from a session.
/// </summary>
/// <remarks>
/// Settings that a version does not know are ignored by it, so most are given to all. No setting holds a secret.
/// </remarks>
internal static class CodexArguments
{
    /// <summary>The name of the variable by which the key reaches the program.</summary>
    public const string KeyVariable = "YEMOTAI_MODEL_KEY";

    /// <summary>Our own name for the vendor: the settings of the built-in ones cannot be changed.</summary>
    private const string Provider = "yemotai";

    /// <summary>What the environment may tell about certificates and proxies, where a network needs that.</summary>
    private static readonly string[] NetworkVariables =
        ["SSL_CERT_FILE", "SSL_CERT_DIR", "CODEX_CA_CERTIFICATE", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"];

    /// <summary>Everything off that is for writing programs: what is left is a conversation.</summary>
    private static readonly string[] Pure =
    [
        "include_permissions_instructions=false", "include_environment_context=false", "include_apps_instructions=false",
        "include_collaboration_mode_instructions=false", "skills.include_instructions=false",
        "skills.bundled.enabled=false", "project_doc_max_bytes=0", "web_search=\"disabled\"",
        "tools.experimental_request_user_input.enabled=false",
        "features.shell_tool=false", "features.unified_exec=false", "features.shell_snapshot=false",
        "features.view_image=false", "tools.view_image=false", "features.multi_agent=false", "features.goals=false", "features.plugins=false",
        "features.apps=false", "features.hooks=false", "features.image_generation=false", "features.tool_suggest=false",
        "features.skill_search=false", "features.code_mode_host=false", "analytics.enabled=false",
        "check_for_update_on_startup=false", "history.persistence=\"none\"", "model_reasoning_summary=\"none\"",
        "shell_environment_policy.inherit=\"none\"",
        // Otherwise a refused connection is tried again for ever, from 0.150 on.
        "features.unbounded_connection_retries=false",
    ];

    /// <summary>What a version whose shell cannot go can be told: nothing of our environment to its shell, at least.</summary>
    private static readonly string[] WithShell =
    [
        "project_doc_max_bytes=0", "shell_environment_policy.inherit=\"none\"", "history.persistence=\"none\"",
        "model_reasoning_summary=\"none\"", "tools.web_search=false", "tools.view_image=false",
    ];

    /// <summary>The arguments of <c>codex exec</c>; the words come on its input.</summary>
    /// <param name="binary">Which Codex.</param>
    /// <param name="options">The model, and where it is.</param>
    /// <param name="home">The folder.</param>
    /// <param name="instructions">The file with the instructions.</param>
    /// <param name="schema">The file with the form of the answer; null for none.</param>
    /// <param name="session">Which session is gone on with, a UUID in lower case; null for a new one.</param>
    public static List<string> Exec(
        CodexBinary binary, CodexOptions options, CodexHome home, string instructions, string? schema, string? session)
    {
        var arguments = new List<string>
        {
            "exec", "--json", "--skip-git-repo-check", "-s", "read-only", "-C", home.Empty, "-m", options.Model,
        };
        foreach (var setting in Settings(binary, options, home)) arguments.AddRange(["-c", setting]);
        foreach (var name in binary.InstructionSettings()) arguments.AddRange(["-c", name + "=" + Toml(instructions)]);
        if (schema is not null) arguments.AddRange(["--output-schema", schema]);
        if (session is not null) arguments.AddRange(["resume", session]);
        // From its input, whatever the words begin with and however long they are.
        arguments.Add("-");
        return arguments;
    }

    /// <summary>The settings of every way to run it, each <c>name=value</c> for <c>-c</c>. The model is not among them.</summary>
    public static IEnumerable<string> Settings(CodexBinary binary, CodexOptions options, CodexHome home)
    {
        yield return "model_provider=" + Toml(Provider);
        yield return $"model_providers.{Provider}={{{string.Join(',', ProviderFields(options))}}}";
        if (options.Effort.Length > 0) yield return "model_reasoning_effort=" + Toml(options.Effort);
        foreach (var setting in binary.KeepsShell ? WithShell : Pure) yield return setting;
        if (binary.HasCatalogue)
        {
            var catalogue = home.FileOf("models", ".json", CodexCatalogue.Of(options.Model, options.Effort));
            yield return "model_catalog_json=" + Toml(catalogue);
        }
    }

    /// <summary>The whole environment of the program.</summary>
    /// <param name="options">The key.</param>
    /// <param name="home">For a folder in which no program is found: old versions start several, for nothing we need.</param>
    /// <param name="codexHome">Its <c>CODEX_HOME</c>.</param>
    public static Dictionary<string, string> Environment(CodexOptions options, CodexHome home, string codexHome)
    {
        var environment = new Dictionary<string, string> { ["CODEX_HOME"] = codexHome, ["PATH"] = home.Empty };
        foreach (var name in NetworkVariables)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) environment[name] = value;
        }

        if (OperatingSystem.IsWindows() && System.Environment.GetEnvironmentVariable("SystemRoot") is { } root)
            environment["SystemRoot"] = root;
        if (options.FindKey() is { Length: > 0 } key) environment[KeyVariable] = key;
        return environment;
    }

    /// <summary>A text as TOML writes it: so that no sign of it can end it.</summary>
    internal static string Toml(string text)
    {
        var toml = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') toml.Append('\\').Append(c);
            else if (char.IsControl(c)) toml.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else toml.Append(c);
        }

        return toml.Append('"').ToString();
    }

    private static IEnumerable<string> ProviderFields(CodexOptions options)
    {
        yield return "name=" + Toml(Provider);
        yield return "base_url=" + Toml(options.BaseUrl.TrimEnd('/'));
        // A server that asks for no key gets none; a variable that is missing would be an error.
        if (options.FindKey().Length > 0) yield return "env_key=" + Toml(KeyVariable);
        yield return "wire_api=\"responses\"";
        var retries = options.Retries.ToString(CultureInfo.InvariantCulture);
        yield return "request_max_retries=" + retries;
        yield return "stream_max_retries=" + retries;
        var silence = ((long)options.SilenceLimit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        yield return "stream_idle_timeout_ms=" + silence;
    }
}
