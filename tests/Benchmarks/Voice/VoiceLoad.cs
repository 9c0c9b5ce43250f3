using System.Globalization;
using YemotAi.Phone.Twilio;

namespace YemotAi.Benchmarks.Voice;

/// <summary>Programs under so many calls at once. All of them share one pacer, as one phone exchange would.</summary>
internal sealed class VoiceLoad : IAsyncDisposable
{
    /// <summary>Over what time callers dial: about as long as a turn takes, so that they do not all speak in one instant.</summary>
    public static readonly TimeSpan DialsOver = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly IVoiceServer _server;
    private readonly LongWire? _wire;
    private readonly TwilioLine _line;
    private readonly VoiceCaller _caller;
    private Task _callers = Task.CompletedTask;

    private VoiceLoad(IVoiceServer server, ReadOnlyMemory<byte> question, TimeSpan way)
    {
        _server = server;
        if (way > TimeSpan.Zero) _wire = new LongWire(server.Address.Port, way);
        _line = new TwilioLine(_http, new TwilioLineSettings
        {
            VoiceUrl = new Uri(server.Address, "webhook/incoming_call"),
            StatusCallback = new Uri(server.Address, "webhook/call_status"),
            ConnectTo = _wire?.Address,
            KeepsHeard = VoiceCaller.Keeps,
        });
        _caller = new VoiceCaller(_line, question, Tally);
    }

    public VoiceTally Tally { get; } = new();

    /// <summary>The sound of the right answer, as it was heard when nobody else called.</summary>
    public TimeSpan Answer { get; private set; }

    /// <summary>How things were before the calls.</summary>
    public VoiceSample Idle { get; private set; } = null!;

    /// <summary>Calls once alone: that compiles what is compiled, and speaks what is kept then.</summary>
    /// <param name="server">What is called; the load ends it at its own end.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="way">How long every byte is under way between phone and program, in one direction.</param>
    public static async Task<VoiceLoad> StartAsync(IVoiceServer server, ReadOnlyMemory<byte> question, TimeSpan way = default)
    {
        var load = new VoiceLoad(server, question, way);
        try
        {
            load.Answer = await load._caller.CallAsync(Number(0), mostTurns: 2, CancellationToken.None);
            var (_, wrong, _) = load.Tally.Take();
            if (wrong.Count > 0 || load.Answer == TimeSpan.Zero)
                throw new InvalidOperationException($"The call before the others went wrong: {string.Join(", ", wrong.Keys)}.");
            load.Idle = await load.SampleAsync();
            return load;
        }
        catch
        {
            await load.DisposeAsync();
            throw;
        }
    }

    /// <summary>Callers begin to dial, each again after so many questions.</summary>
    public void Begin(int calls, int mostTurns) =>
        _callers = Task.WhenAll(Enumerable.Range(0, calls).Select(caller => Task.Run(() => KeepCallingAsync(caller, calls, mostTurns))));

    public Task<VoiceSample> SampleAsync() => VoiceSample.TakeAsync(_server.Programs, _http);

    /// <summary>All hang up.</summary>
    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await _callers;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _line.Dispose();
        _http.Dispose();
        if (_wire is not null) await _wire.DisposeAsync();
        await _server.DisposeAsync();
        _over.Dispose();
    }

    private async Task KeepCallingAsync(int caller, int calls, int mostTurns)
    {
        try
        {
            await Task.Delay(DialsOver * caller / calls, _over.Token);
            while (!_over.IsCancellationRequested) await _caller.CallAsync(Number(caller), mostTurns, _over.Token);
        }
        catch (OperationCanceledException)
        {
            // It had not dialled yet.
        }
    }

    private static string Number(int caller) => string.Create(CultureInfo.InvariantCulture, $"+97250{1_000_000 + caller}");
}
