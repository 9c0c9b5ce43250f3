using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Voices;

namespace YemotAi.Providers.Espeak;

/// <summary>
/// Speaks with <c>espeak-ng</c>, a small program that needs no key, no network and no model, and knows Hebrew: a process
/// for each text. It sounds like a machine, and is always there.
/// </summary>
/// <remarks>
/// The text reaches the program by its input, never by its arguments, which every user of a machine can read. The
/// program's own signs in a text (<c>[[</c>, phonemes) are taken apart, so that a text is only ever read out.
/// </remarks>
public sealed class EspeakVoice : LimitedVoice, IDisposable
{
    /// <summary>A word of the longest kind takes a second; a program that goes on and on is stopped by this.</summary>
    private const int BytesPerSecond = 48_000 * 2;

    private readonly EspeakOptions _options;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly EspeakProgram _program;
    private readonly SemaphoreSlim _turns;
    private int _waiting;

    /// <summary>Makes it; nothing is looked for yet.</summary>
    /// <param name="options">The program, the voice and limits.</param>
    /// <param name="ledger">Where its processes are written down.</param>
    /// <param name="time">The clock of limits.</param>
    /// <param name="log">Where it is told what was found.</param>
    public EspeakVoice(EspeakOptions options, ProcessLedger ledger, TimeProvider time, ILogger<EspeakVoice> log)
        : base(options, time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _ledger, _time) = (options, ledger, time);
        _program = new EspeakProgram(options, ledger, time, log);
        _turns = new SemaphoreSlim(options.MaxAtOnce, options.MaxAtOnce);
    }

    /// <summary>Whether the program is on this machine, so that it speaks where no voice is named.</summary>
    public static bool IsThere(EspeakOptions options) => EspeakProgram.IsThere(options);

    /// <inheritdoc/>
    public override async ValueTask<VoiceHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            var binary = await _program.FindAsync(cancellation);
            return new VoiceHealth(true, $"espeak-ng {binary.Version} at {binary.Path}");
        }
        catch (MindException error)
        {
            return new VoiceHealth(false, error.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _program.Dispose();
        _turns.Dispose();
    }

    private protected override async IAsyncEnumerable<ReadOnlyMemory<byte>> MakeAsync(
        string words, SpokenText text, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var binary = await FindAsync(cancellation);
        var arguments = Arguments(_options, text);
        await TurnAsync(cancellation);
        try
        {
            await using var child = await StartAsync(binary, arguments);
            var told = child.TellAsync(Encoding.UTF8.GetBytes(Readable(words)), cancellation);
            var sound = new WaveSound(_options.LevelDb);
            var buffer = new byte[16 << 10];
            while (await ReadAsync(child, buffer, cancellation) is > 0 and var read) yield return sound.Add(buffer.AsSpan(0, read));

            await told;
            await EndedAsync(child, cancellation);
            yield return sound.End();
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>The arguments: none of them holds anything of the text.</summary>
    internal static IReadOnlyList<string> Arguments(EspeakOptions options, SpokenText text)
    {
        var speed = double.IsFinite(text.Speed) ? text.Speed : 1;
        var words = (int)Math.Round(Math.Clamp(options.WordsPerMinute * speed, 80, 450));
        string[] arguments =
        [
            "-v", options.Voice.Length > 0 ? options.Voice : LanguageOf(text.Language), "-s", Number(words), "-p", Number(options.Pitch),
            "-b", "1", "--stdin", "--stdout",
        ];
        return arguments;
    }

    /// <summary>The program's name of a language: <c>he-IL</c> is <c>he</c>.</summary>
    internal static string LanguageOf(string language)
    {
        if (language.Length == 0) return "he";
        var code = language.Split('-', '_')[0].ToLowerInvariant();
        // The old code of Hebrew, which some systems still give.
        if (code == "iw") return "he";
        return code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower)
            ? code
            : throw new VoiceException(VoiceFailure.BadText, "The text's language is none.");
    }

    // Two opening brackets begin phonemes; with a space between them they are brackets.
    private static string Readable(string words) => words.Replace("[[", "[ [", StringComparison.Ordinal) + "\n";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async ValueTask<EspeakBinary> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await _program.FindAsync(cancellation);
        }
        catch (MindException error)
        {
            throw Failed(VoiceFailure.NotConfigured, error.Message);
        }
    }

    private async Task TurnAsync(CancellationToken cancellation)
    {
        if (_turns.Wait(0, CancellationToken.None)) return;
        if (Interlocked.Increment(ref _waiting) > _options.MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw Failed(VoiceFailure.Busy, $"{_options.MaxWaiting} texts wait already.");
        }

        try
        {
            await _turns.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<ChildProcess> StartAsync(EspeakBinary binary, IReadOnlyList<string> arguments)
    {
        try
        {
            var command = EspeakProgram.Command(binary.Path, arguments, (long)_options.MaxSeconds * BytesPerSecond);
            return await ChildProcess.StartAsync(command, _ledger, _time);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            _program.ProbeAgain();
            throw Failed(VoiceFailure.Unavailable, $"the program cannot be started ({error.GetType().Name}).", error);
        }
    }

    private async ValueTask<int> ReadAsync(ChildProcess child, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await child.ReadBytesAsync(buffer, cancellation);
        }
        catch (ChildOutputException error)
        {
            throw Failed(VoiceFailure.BadAnswer, error.Message);
        }
    }

    private async Task EndedAsync(ChildProcess child, CancellationToken cancellation)
    {
        var code = await child.Ended.WaitAsync(cancellation);
        if (code == 0) return;
        // What it complains about is only looked at: it may hold anything.
        var complaint = await child.ErrorsAsync();
        if (complaint.Contains("voice does not exist", StringComparison.Ordinal))
            throw Failed(VoiceFailure.BadText, "the program has no voice of that name or language.");
        _program.ProbeAgain();
        throw Failed(VoiceFailure.Unavailable, $"the program ended with code {code}.");
    }
}
