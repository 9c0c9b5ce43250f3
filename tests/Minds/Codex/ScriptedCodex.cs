using Xunit;
using YemotAi.Tests;

namespace YemotAi.Minds.Codex;

/// <summary>A shell script that stands for the Codex CLI where the real one would have to break.</summary>
internal static class ScriptedCodex
{
    /// <summary>An id as the CLI gives them.</summary>
    public const string Thread = "01a1fd72-0e9f-7e60-a908-fa1cf7119cfb";

    /// <summary>A turn that is answered.</summary>
    public const string Answers =
        Started + "echo '{\"type\":\"item.completed\",\"item\":{\"id\":\"item_0\",\"type\":\"agent_message\",\"text\":\"shalom\"}}'\n" + Completed;

    /// <summary>A session begins, and its turn.</summary>
    public const string Started = "echo '{\"type\":\"thread.started\",\"thread_id\":\"" + Thread + "\"}'\necho '{\"type\":\"turn.started\"}'\n";

    /// <summary>The turn is complete.</summary>
    public const string Completed =
        "echo '{\"type\":\"turn.completed\",\"usage\":{\"input_tokens\":10,\"cached_input_tokens\":2,\"output_tokens\":3}}'\n";

    /// <summary>
    /// Writes the script and gives a bench with it. No program is found by its name in it, only the shell's own commands
    /// and whole paths.
    /// </summary>
    /// <param name="turn">What it does for a turn.</param>
    /// <param name="version">What it does when it is asked for its version.</param>
    /// <param name="time">The clock; null for the real one.</param>
    public static CodexExecBench Bench(string turn, string version = "echo codex-cli 0.169.0", TimeProvider? time = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for a shell.");
        var folder = Directory.CreateTempSubdirectory("yemotai-script-").FullName;
        var path = Path.Combine(folder, "codex");
        ProgramFile.Write(path, $"#!/bin/sh\nif [ \"$1\" = --version ]; then\n{version}\nexit 0\nfi\n{turn}\n");
        return new CodexExecBench(path, folder) { Time = time ?? TimeProvider.System }.WithoutVendor();
    }
}
