using System.Diagnostics;
using System.Text;

namespace YemotAi.Providers.Processes;

/// <summary>
/// A program of somebody else's that runs for us: told on its input, heard by its output, and gone when this is disposed.
/// </summary>
/// <remarks>
/// <para>
/// If it still runs then, all that it started goes with it. Of one that has ended by itself, or was killed by others, it is
/// not known any more what it started: that stays, and only a container takes it away.
/// </para>
/// <para>One reader of its lines and one writer of its input at a time; those two may differ.</para>
/// </remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How much of what it complains about is kept, in characters: the end of it tells why it failed.</summary>
    private const int ErrorsKept = 8 << 10;

    /// <summary>
    /// How long more of its output is waited for when it has ended: something that it started may hold the pipe open for
    /// ever. The time in which nobody reads does not count: what it wrote is still there.
    /// </summary>
    private static readonly TimeSpan OutputAfterEnd = TimeSpan.FromSeconds(1);

    /// <summary>How long a killed process is waited for. The kernel needs milliseconds, unless its disk hangs.</summary>
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly ProcessLedger _ledger;
    private readonly TimeProvider _time;
    private readonly LineReader _lines;
    private readonly CancellationTokenSource _outputEnd;
    private readonly CancellationTokenSource _errorsEnd;
    private readonly Lock _gate = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _errorsRead;
    private bool _isBeingRead;
    private bool _hasEnded;
    private int _disposed;

    private ChildProcess(Process process, ChildCommand command, ProcessLedger ledger, TimeProvider time)
    {
        _process = process;
        _ledger = ledger;
        _time = time;
        _outputEnd = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _errorsEnd = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Id = process.Id;
        _lines = new LineReader(process.StandardOutput.BaseStream, command.MaxLineBytes, command.MaxOutputBytes);
        Ended = EndAsync();
        _errorsRead = ReadErrorsAsync();
    }

    /// <summary>Its process id.</summary>
    public int Id { get; }

    /// <summary>Done when the process has ended by itself or was killed; gives its exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts a program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started: missing, or no program.</exception>
    /// <exception cref="IOException">The ledger cannot be written.</exception>
    public static Task<ChildProcess> StartAsync(ChildCommand command, ProcessLedger ledger, TimeProvider time) =>
        // Starting a program takes milliseconds of the thread that does it, and who asks may hold an actor's only one.
        Task.Run(() => Start(command, ledger, time));

    /// <summary>Writes to its input; false when it no longer listens.</summary>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(bytes, cancellation);
            await _process.StandardInput.BaseStream.FlushAsync(cancellation);
            return true;
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Ends its input.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It no longer listens, or has ended: then its input is closed already.
        }
    }

    /// <summary>
    /// Writes all that it is told and ends its input, whatever happens: otherwise some programs wait for ever.
    /// </summary>
    public async Task TellAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            // One that no longer listens has ended, or will say why.
            await WriteAsync(bytes, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Its reader is cancelled as well.
        }
        finally
        {
            CloseInput();
        }
    }

    /// <summary>The next line of its output; null when there are no more. Valid until the next call.</summary>
    /// <exception cref="ChildOutputException">It writes more than it may.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellation) =>
        ReadAsync(_lines.ReadAsync, null, cancellation);

    /// <summary>
    /// The next bytes of its output, for one that writes no lines; 0 when there are no more. Lines and bytes do not mix.
    /// </summary>
    /// <exception cref="ChildOutputException">It writes more than it may.</exception>
    public ValueTask<int> ReadBytesAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        ReadAsync(token => _lines.ReadBytesAsync(buffer, token), 0, cancellation);

    /// <summary>
    /// The end of what it complained about, when it has ended. For finding out why it failed only: it may hold anything.
    /// </summary>
    public async Task<string> ErrorsAsync()
    {
        await Ended;
        await _errorsRead;
        lock (_errors) return _errors.ToString();
    }

    /// <summary>
    /// Kills it with all that it started, if it still runs, and waits until it is gone. What one has left that ended by
    /// itself is not killed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        if (!Ended.IsCompleted) await Task.Run(() => ProcessTree.Kill(_process));
        CloseInput();
        try
        {
            await Ended.WaitAsync(KillLimit, _time);
            _ledger.Leave(Id);
        }
        catch (TimeoutException)
        {
            // It stays in the ledger: the next start of this program tries again.
        }

        await _outputEnd.CancelAsync();
        await _errorsEnd.CancelAsync();
        await _errorsRead;
        _process.Dispose();
        _outputEnd.Dispose();
        _errorsEnd.Dispose();
    }

    private static ChildProcess Start(ChildCommand command, ProcessLedger ledger, TimeProvider time)
    {
        var start = new ProcessStartInfo(command.Path)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = command.WorkingFolder,
        };
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        try
        {
            ledger.Enter(process, command.Path);
            return new ChildProcess(process, command, ledger, time);
        }
        catch
        {
            ProcessTree.Kill(process);
            process.Dispose();
            throw;
        }
    }

    private async ValueTask<T> ReadAsync<T>(Func<CancellationToken, ValueTask<T>> read, T none, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _outputEnd.Token);
        LimitOutput(isBeingRead: true);
        try
        {
            return await read(either.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return none;
        }
        finally
        {
            LimitOutput(isBeingRead: false);
        }
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        var code = _process.ExitCode;
        LimitOutput(hasEnded: true);
        return code;
    }

    /// <summary>Sets or lifts the limit of the output, by whether it is being read and the process has ended.</summary>
    private void LimitOutput(bool? isBeingRead = null, bool hasEnded = false)
    {
        lock (_gate)
        {
            (_isBeingRead, _hasEnded) = (isBeingRead ?? _isBeingRead, _hasEnded || hasEnded);
            try
            {
                _outputEnd.CancelAfter(_isBeingRead && _hasEnded ? OutputAfterEnd : Timeout.InfiniteTimeSpan);
                if (hasEnded) _errorsEnd.CancelAfter(OutputAfterEnd);
            }
            catch (ObjectDisposedException)
            {
                // It is disposed already.
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        var buffer = new char[2048];
        try
        {
            while (await _process.StandardError.ReadAsync(buffer, _errorsEnd.Token) is > 0 and var read)
            {
                lock (_errors)
                {
                    _errors.Append(buffer, 0, read);
                    if (_errors.Length > ErrorsKept) _errors.Remove(0, _errors.Length - ErrorsKept);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It has ended.
        }
    }
}
