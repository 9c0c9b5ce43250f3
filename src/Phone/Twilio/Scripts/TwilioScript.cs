using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>A script of calls: what a caller does, and what he expects to hear. The format is in docs/phone.md.</summary>
public sealed class TwilioScript
{
    private readonly List<TwilioStep> _steps;

    private TwilioScript(List<TwilioStep> steps) => _steps = steps;

    /// <summary>Reads a script.</summary>
    /// <exception cref="TwilioScriptException">A line is no step; the exception names it.</exception>
    public static TwilioScript Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TwilioScript(TwilioScriptParser.Parse(text));
    }

    /// <summary>Makes the script's calls. It stops at the first step that fails; whatever happens, it hangs up.</summary>
    /// <param name="line">The line to call.</param>
    /// <param name="folder">Where the files of <c>play</c> are.</param>
    /// <param name="voice">Speaks for the caller; null is espeak-ng in Hebrew.</param>
    /// <param name="onLine">Is told each line of the transcript when it happens.</param>
    /// <param name="onCall">Is given each call when it is over.</param>
    /// <param name="cancellation">Ends the script: the caller hangs up.</param>
    /// <exception cref="OperationCanceledException">The script was cancelled; the caller has hung up.</exception>
    public async Task<TwilioScriptResult> RunAsync(
        TwilioLine line, string folder, Espeak? voice = null, Action<TwilioTranscriptLine>? onLine = null,
        Action<TwilioCall>? onCall = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        await using var run = new TwilioScriptRun(line, folder, voice ?? new Espeak(), onLine, onCall);
        return await run.RunAsync(_steps, cancellation);
    }
}
