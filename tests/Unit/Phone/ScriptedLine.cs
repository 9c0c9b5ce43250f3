using System.Net;
using System.Text;
using YemotAi.Phone.Yemot;

namespace YemotAi.Unit.Phone;

/// <summary>A line in memory that gives its answers one after the other and keeps what it was asked; hang-up notices are answered aside.</summary>
internal sealed class ScriptedLine(params string[] answers) : HttpMessageHandler
{
    private int next;

    /// <summary>The requests without hang-up notices.</summary>
    public List<LineRequest> Requests { get; } = [];

    /// <summary>The hang-up notices.</summary>
    public List<LineRequest> Notices { get; } = [];

    /// <summary>Gives the response instead of the next answer, if it gives one.</summary>
    public Func<LineRequest, CancellationToken, Task<HttpResponseMessage?>>? Instead { get; init; }

    public LineRequest Last => Requests[^1];

    /// <summary>A telephone system that calls this line.</summary>
    public YemotLine Line(Func<YemotLineSettings, YemotLineSettings>? change = null, TimeProvider? time = null)
    {
        var settings = new YemotLineSettings { Url = new Uri("http://line.test/yemot") };
        return new YemotLine(new HttpClient(this), change?.Invoke(settings) ?? settings, time ?? new YemotAi.Tests.ManualTime());
    }

    public YemotCall Call(Func<YemotLineSettings, YemotLineSettings>? change = null) => Line(change).NewCall();

    public static HttpResponseMessage Answer(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, "text/plain") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var seen = await LineRequest.ReadAsync(request, cancellationToken);
        var isNotice = seen["hangup"] is not null;
        lock (Requests) (isNotice ? Notices : Requests).Add(seen);
        if (Instead is not null && await Instead(seen, cancellationToken) is { } response) return response;
        if (isNotice) return Answer("noop=bye");
        var index = Interlocked.Increment(ref next) - 1;
        return Answer(index < answers.Length ? answers[index] : throw new InvalidOperationException("The test's line has no more answers."));
    }
}
