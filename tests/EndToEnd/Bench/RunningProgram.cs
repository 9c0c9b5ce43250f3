using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Storage;
using YemotAi.Phone.Yemot;
using YemotAi.Standalone;
using YemotAi.Standalone.Engine;
using YemotAi.Standalone.Store;
using YemotAi.Telephony.Yemot.Flows;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Bench;

/// <summary>
/// The whole program in this process: its web server on a free port, its store in a folder of the test's own, and the
/// test's handlers on its line.
/// </summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>On a busy machine an answer takes long, and so does what comes after it.</summary>
    private static readonly string[] Unhurried = ["--Calls:Patience", "00:01:00", "--Calls:RepetitionWindow", "00:05:00"];

    private readonly DataFolder _folder = new();
    private readonly ProgramSetup _setup;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private readonly SemaphoreSlim _archived = new(0);
    private readonly SemaphoreSlim _arrived = new(0);
    private WebApplication _app = null!;

    private RunningProgram(ProgramSetup setup)
    {
        _setup = setup;
        Http = new HttpClient(_handler) { Timeout = Waiting.Guard };
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The line's address.</summary>
    public Uri LineAddress => new(Address, "yemot");

    /// <summary>The folder that holds everything it keeps.</summary>
    public string DataPath => _folder.Path;

    public HttpClient Http { get; }

    public LogLines Log { get; } = new();

    public IServiceProvider Services => _app.Services;

    public IStore Store => Services.GetRequiredService<IStore>();

    public EmbeddedEngine Engine => Services.GetRequiredService<EmbeddedEngine>();

    /// <summary>Starts it with the handlers of one test.</summary>
    public static Task<RunningProgram> StartAsync(Action<YemotExtensions> map, params string[] args) =>
        StartAsync(new ProgramSetup { Map = map, Args = args });

    /// <summary>Starts it.</summary>
    public static async Task<RunningProgram> StartAsync(ProgramSetup setup)
    {
        var program = new RunningProgram(setup);
        await program.StartAgainAsync();
        return program;
    }

    /// <summary>Stops it gracefully; the data stays.</summary>
    public Task StopAsync() => _app.StopAsync();

    /// <summary>Stops it and closes its files.</summary>
    public async Task CloseAsync()
    {
        await EndAsync(async () =>
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        });
    }

    /// <summary>Ends it, if it runs, and starts it on the same data.</summary>
    public async Task StartAgainAsync()
    {
        if (_app is not null) await EndAsync(() => _app.DisposeAsync().AsTask());
        string[] args =
        [
            "--Urls", "http://127.0.0.1:0", "--Data", DataPath, "--Logging:Console:LogLevel:Default", "None",
            // Nothing is spoken at the start: it would wait for a clock that stands still, and be begun as a short test ends. A
            // disk would hang by a clock that is moved.
            "--Voices:Cache:WarmAtStart", "false",
            .. _setup.Time is not null ? ["--Storage:StallLimit", "01:00:00"] : Unhurried,
            .. _setup.Args,
        ];
        _app = StandaloneApp.Create(args, builder =>
        {
            if (_setup.Map is not null) builder.OnYemot(_setup.Map);
            if (_setup.MapVoice is not null) builder.OnVoice(_setup.MapVoice);
            if (_setup.Voice is not null) builder.Services.AddSingleton(_setup.Voice);
            if (_setup.Time is not null) builder.Services.AddSingleton(_setup.Time);
            if (_setup.Mind is not null) builder.Services.AddSingleton(_setup.Mind);
            builder.Services.AddSingleton<ILoggerProvider>(Log);
            builder.Services.AddSingleton<IStartupFilter>(new RequestCounter(_arrived));
            builder.Services.AddSingleton<ICallArchive>(services =>
                new WatchedArchive(services.GetRequiredService<IStore>().Calls, _archived));
        });
        await _app.StartAsync();
        Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    /// <summary>A telephone system whose extension leads to this program.</summary>
    public YemotLine Line(Func<YemotLineSettings, YemotLineSettings>? change = null)
    {
        var settings = new YemotLineSettings { Url = LineAddress, AnswerLimit = Waiting.Guard };
        return new YemotLine(Http, change?.Invoke(settings) ?? settings);
    }

    /// <summary>A call, not dialled yet.</summary>
    public Phone.Yemot.YemotCall Call(Func<YemotLineSettings, YemotLineSettings>? change = null) => Line(change).NewCall();

    /// <summary>Asks the line by GET, with a query as it is to stand on the wire.</summary>
    public async Task<LineAnswer> GetAsync(string query, string path = "/yemot")
    {
        using var response = await Http.GetAsync(new Uri($"{Address.GetLeftPart(UriPartial.Authority)}{path}?{query}"));
        return await LineAnswer.ReadAsync(response);
    }

    /// <summary>Asks the line by POST, with a form as it is to stand on the wire.</summary>
    public async Task<LineAnswer> PostAsync(string form, string path = "/yemot") =>
        await PostAsync(Encoding.UTF8.GetBytes(form), path);

    /// <summary>Asks the line by POST with any bytes.</summary>
    public async Task<LineAnswer> PostAsync(
        byte[] body, string path = "/yemot", string type = "application/x-www-form-urlencoded")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await Http.PostAsync(new Uri($"{Address.GetLeftPart(UriPartial.Authority)}{path}"), content);
        return await LineAnswer.ReadAsync(response);
    }

    /// <summary>Waits until so many calls have been archived, and gives all that are.</summary>
    public async Task<IReadOnlyList<FinishedCall>> FinishedAsync(int count)
    {
        while (true)
        {
            var finished = await Store.Calls.FindAsync(new CallQuery { Most = 1_000 }, default);
            if (finished.Count >= count) return finished;
            // A call whose end was not known to be archived is archived again, and is still one.
            await Waiting.For($"{count} calls are archived", _archived.WaitAsync());
        }
    }

    /// <summary>Waits until so many more requests have come in, whether they are answered or not.</summary>
    public async Task WhenArrivedAsync(int requests)
    {
        for (var i = 0; i < requests; i++) await Waiting.For("a request comes in", _arrived.WaitAsync());
    }

    /// <summary>The messages that callers left.</summary>
    public async Task<IReadOnlyList<CallerMessage>> MessagesAsync() => await Store.Messages.ListAsync(null, 100, default);

    /// <summary>Waits until no call is in memory any more.</summary>
    public Task WhenFreedAsync() => Polling.UntilAsync("no call is in memory", () => Engine.ActiveActors == 0);

    /// <summary>Whether anything is stored of a call.</summary>
    public async Task<bool> KnowsAsync(string callId) =>
        await Store.Actors.LoadAsync(new(Calls.CallActor.Kind, "yemot:" + callId), default) is not null;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await EndAsync(() => _app.DisposeAsync().AsTask());
        _folder.Dispose();
    }

    /// <summary>
    /// Ends it, whatever its calls are at. The engine waits for them, by the program's clock: on one that stands still that
    /// would be for ever, and a test that fails in the middle of a call would never end. So such a clock is moved meanwhile.
    /// </summary>
    private async Task EndAsync(Func<Task> end)
    {
        var ending = end();
        while (_setup.Time is ManualTime time && !ending.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(ending, Task.Delay(10));
        }

        await Waiting.For("the program ends", ending);
    }
}
