using YemotAi.Calls.Minds;
using YemotAi.Providers;
using YemotAi.Providers.Anthropic;
using YemotAi.Providers.Claude;
using YemotAi.Providers.Codex;
using YemotAi.Providers.Codex.AppServer;
using YemotAi.Providers.Codex.Exec;
using YemotAi.Providers.OpenAi;
using YemotAi.Hosting.Settings;

namespace YemotAi.Hosting.Minds;

/// <summary>Makes the mind that options describe, and lets all go at the end.</summary>
internal sealed partial class MindFactory(ProgramSettings settings, IServiceProvider provider, ILogger<MindFactory> log) : IAsyncDisposable
{
    /// <summary>The folder in the data folder in which each mind that keeps anything has one of its name.</summary>
    private const string Folder = "minds";

    private readonly List<object> _made = [];

    /// <summary>Makes a mind. Whether it works is seen later.</summary>
    public ITextMind Make(MindOptions options)
    {
        ITextMind mind = options switch
        {
            CodexOptions codex => Codex(codex),
            ClaudeCodeOptions claude => ActivatorUtilities.CreateInstance<ClaudeCodeMind>(
                provider, claude, Path.Combine(settings.DataFolder, Folder)),
            OpenAiOptions openAi => ActivatorUtilities.CreateInstance<OpenAiMind>(provider, openAi),
            AnthropicOptions anthropic => ActivatorUtilities.CreateInstance<AnthropicMind>(provider, anthropic),
            _ => throw new ArgumentException($"There is no mind for {options.GetType().Name}.", nameof(options)),
        };
        _made.Add(mind);
        return mind;
    }

    public async ValueTask DisposeAsync()
    {
        // The newest first: what was made for another goes after it.
        object[] all = [.. Enumerable.Reverse(_made)];
        _made.Clear();
        foreach (var made in all)
        {
            try
            {
                if (made is IAsyncDisposable later) await later.DisposeAsync();
                else (made as IDisposable)?.Dispose();
            }
            catch (Exception error)
            {
                // The others' processes must end all the same.
                LogNotEnded(log, error, made.GetType().Name);
            }
        }
    }

    [LoggerMessage(410, LogLevel.Error, "{Part} could not be ended.")]
    private static partial void LogNotEnded(ILogger log, Exception error, string part);

    private CodexMind Codex(CodexOptions options)
    {
        // Each has a home of its own: two with one would clear each other's sessions away.
        var home = new CodexHome(options, Path.Combine(settings.DataFolder, Folder));
        var program = ActivatorUtilities.CreateInstance<CodexProgram>(provider, options, home);
        _made.Add(program);
        return new CodexMind(
            options,
            program,
            () => ActivatorUtilities.CreateInstance<CodexExecMind>(provider, options, program, home),
            () => ActivatorUtilities.CreateInstance<CodexAppServerMind>(provider, options, program, home));
    }
}
