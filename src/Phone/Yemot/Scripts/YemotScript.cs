namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>A script of a call: what a caller does, and what he expects to hear. The format is in docs/phone.md.</summary>
public sealed class YemotScript
{
    private readonly List<ScriptStep> _steps;

    private YemotScript(List<ScriptStep> steps) => _steps = steps;

    /// <summary>Reads a script.</summary>
    /// <param name="text">The script's text.</param>
    /// <exception cref="YemotScriptException">A line is no step; the exception names it.</exception>
    public static YemotScript Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new YemotScript(ScriptParser.Parse(text));
    }

    /// <summary>
    /// Makes the script's calls. It stops at the first step that fails; whatever happens, it hangs up.
    /// </summary>
    /// <param name="line">The line to call.</param>
    /// <param name="onLine">Is told each line of the transcript when it happens.</param>
    /// <param name="cancellation">Ends the script: the caller hangs up.</param>
    /// <exception cref="OperationCanceledException">The script was cancelled; the caller has hung up.</exception>
    public async Task<YemotScriptResult> RunAsync(
        YemotLine line, Action<YemotTranscriptLine>? onLine = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        return await new ScriptRun(line, onLine).RunAsync(_steps, cancellation);
    }
}
