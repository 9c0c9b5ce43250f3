using System.Diagnostics;
using System.Net.Sockets;
using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Phone.Yemot;
using YemotAi.Simulators.Models;

namespace YemotAi.EndToEnd.Minds;

/// <summary>The program or a mind's process dies in the middle of a turn: the call goes on with its memory.</summary>
public sealed class MindCrashTests
{
    private const int Calls = 40;
    private const string All = "40";

    public static TheoryData<MindKind> Kinds => new(Enum.GetValues<MindKind>());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task When_the_program_is_killed_during_a_turn_the_call_goes_on_with_its_memory(MindKind kind)
    {
        await using var line = await MindLine.StartAsync(kind);
        line.Model.Answers(request => MindLine.Say(request, "תשובה. עוד משהו?"));
        using var folder = new DataFolder();
        string[] args = ["--Urls", "http://127.0.0.1:0", "--Data", folder.Path, .. line.Args];
        var first = ChildProgram.Start("YemotAi.Standalone.dll", args);
        var address = new StandIn(await first.WhenListeningAsync());
        var caller = CallerOf(address);
        await caller.DialAsync(Cancellation);
        await caller.SayAsync("קוראים לי דנה", Cancellation);
        await caller.SayAsync("אני גרה בחיפה", Cancellation);
        line.Model.Next(ModelAnswer.Of(ModelFault.StallsMidStream));
        address.Retries = () => StartAgainAsync(first, args, address);
        await line.Model.Requests.WhenCountAsync(2, Cancellation);
        var working = caller.SayAsync("מה אמרתי עד עכשיו", Cancellation);
        await line.Model.Requests.WhenCountAsync(3, Cancellation);
        first.Kill();
        Assert.Contains("תשובה", await working, StringComparison.Ordinal);
        await using var second = address.Restarted!;

        var requests = line.Model.Requests.All;
        var memory = MindLine.Memory(requests[^1]);
        foreach (var said in new[] { "קוראים לי דנה", "אני גרה בחיפה", "מה אמרתי עד עכשיו" })
            Assert.Single(Occurrences(memory, said));
        // What the killed program left running has been ended by the one after it, or by itself.
        await caller.Call.HangUpAsync(Cancellation);
        await line.Model.WhenIdleAsync(Cancellation);
        await RunningTools.WhenNoneAsync(folder.Path, kind == MindKind.CodexAppServer ? RunningTools.AppServers : 0);
        second.Kill();
        await second.WhenEndedAsync();
        await RunningTools.WhenNoneAsync(folder.Path);
    }

    [Fact]
    public async Task When_the_app_servers_are_killed_under_forty_calls_each_answers_its_next_turn_with_its_memory()
    {
        await using var line = await MindLine.StartAsync(MindKind.CodexAppServer, ("MaxAtOnce", All));
        line.Model.Answers(request => MindLine.Say(request, "תשובה. עוד משהו?"));
        await using var program = await line.StartProgramAsync();
        var callers = Enumerable.Range(0, Calls).Select(_ => new AgentCaller(program.Call())).ToList();
        await Task.WhenAll(callers.Select(caller => caller.DialAsync(Cancellation)));
        await Task.WhenAll(callers.Select((caller, i) => caller.SayAsync($"השם שלי הוא אורח{i}סוף", Cancellation)));

        // Between turns.
        KillTools(program.DataPath);
        await Task.WhenAll(callers.Select((caller, i) => caller.SayAsync($"השולחן שלי הוא שולחן{i}סוף", Cancellation)));

        // In the middle of a turn: all are being answered, and none has been told a word.
        var open = new TaskCompletionSource();
        var before = line.Model.Requests.All.Count;
        line.Model.Next(ModelAnswer.Of("תשובה שלא תגיע") with { Before = cancellation => open.Task.WaitAsync(cancellation) }, Calls);
        var turns = callers.Select((caller, i) => caller.SayAsync($"מה השם והשולחן שלי{i}סוף", Cancellation)).ToList();
        await line.Model.Requests.WhenCountAsync(before + Calls, Cancellation);
        KillTools(program.DataPath);
        var answers = await Task.WhenAll(turns);
        open.SetResult();
        Assert.All(answers, answer => Assert.Contains("תשובה", answer, StringComparison.Ordinal));

        var requests = line.Model.Requests.All;
        for (var i = 0; i < Calls; i++)
        {
            var last = requests.Last(request => request.Said.Contains($"מה השם והשולחן שלי{i}סוף", StringComparison.Ordinal));
            var memory = MindLine.Memory(last);
            Assert.Single(Occurrences(memory, $"אורח{i}סוף"));
            Assert.Single(Occurrences(memory, $"שולחן{i}סוף"));
            Assert.Single(Occurrences(memory, $"שלי{i}סוף"));
        }

        Assert.Empty(program.Log.Errors);
    }

    private static async Task<Uri> StartAgainAsync(ChildProgram first, string[] args, StandIn address)
    {
        await first.WhenEndedAsync();
        await first.DisposeAsync();
        address.Restarted = ChildProgram.Start("YemotAi.Standalone.dll", args);
        return await address.Restarted.WhenListeningAsync();
    }

    private static AgentCaller CallerOf(StandIn address)
    {
        // The phone's settings need some address; the stand-in gives each request the one that holds now.
        var http = new HttpClient(address) { Timeout = Waiting.Guard };
        var settings = new YemotLineSettings { Url = new Uri("http://127.0.0.1:9/yemot"), AnswerLimit = Waiting.Guard };
        return new AgentCaller(new YemotLine(http, settings).NewCall());
    }

    private static void KillTools(string folder)
    {
        var running = RunningTools.Of(folder);
        Assert.NotEmpty(running);
        foreach (var id in running)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It has ended by itself.
            }
        }
    }

    private static IEnumerable<int> Occurrences(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    /// <summary>Leads requests to a program that may be killed and started again elsewhere, and sends what broke off again.</summary>
    private sealed class StandIn(Uri address) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        private Uri _address = address;

        public Func<Task<Uri>>? Retries { get; set; }

        public ChildProgram? Restarted { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await _http.SendAsync(To(request, _address), cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or SocketException && Retries is not null)
            {
                _address = await Retries();
                Retries = null;
                return await _http.SendAsync(To(request, _address), cancellationToken);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _http.Dispose();
            base.Dispose(disposing);
        }

        private static HttpRequestMessage To(HttpRequestMessage request, Uri address) =>
            new(request.Method, new Uri(address, request.RequestUri!.PathAndQuery));
    }
}
