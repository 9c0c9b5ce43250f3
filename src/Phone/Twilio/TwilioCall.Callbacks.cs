using System.Globalization;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Phone.Twilio.TwiML;

namespace YemotAi.Phone.Twilio;

/// <summary>What the line is asked and told, and what is remembered of it.</summary>
public sealed partial class TwilioCall
{
    private readonly Action<TwilioTranscriptLine>? _onLine;
    private readonly List<TwilioTranscriptLine> _transcript = [];
    private readonly List<TwilioTrouble> _troubles = [];
    private readonly List<TwilioExchange> _exchanges = [];
    private readonly List<Task> _callbacks = [];
    private int _statusNumber;

    /// <summary>Everything that happened, in order.</summary>
    public IReadOnlyList<TwilioTranscriptLine> Transcript
    {
        get
        {
            lock (_gate) return [.. _transcript];
        }
    }

    /// <summary>What Twilio's debugger would show.</summary>
    public IReadOnlyList<TwilioTrouble> Troubles
    {
        get
        {
            lock (_gate) return [.. _troubles];
        }
    }

    /// <summary>What the line was asked and told, in the order of its answers.</summary>
    public IReadOnlyList<TwilioExchange> Exchanges
    {
        get
        {
            lock (_gate) return [.. _exchanges];
        }
    }

    private Task<TwiMLDocument?> AskForDocumentAsync(NextDocument next, bool isFirst) => AskForDocumentAsync(next, isFirst, _over.Token);

    /// <summary>The document of an address, or of the fallback when there is none; null when there is none there either.</summary>
    private async Task<TwiMLDocument?> AskForDocumentAsync(NextDocument next, bool isFirst, CancellationToken cancellation)
    {
        var status = State != TwilioCallState.InProgress ? "completed" : isFirst ? "ringing" : "in-progress";
        var (document, trouble) = await AskOnceAsync(next.Url, next.Method, Values(status, next.More), cancellation);
        if (trouble is null || Settings.FallbackUrl is not { } fallback || cancellation == CancellationToken.None) return document;
        Write(TwilioTranscriptKind.System, "the fallback is asked");
        var values = Values(status, [.. next.More, ("ErrorCode", Text(trouble.Code)), ("ErrorUrl", next.Url.AbsoluteUri)]);
        return (await AskOnceAsync(fallback, "POST", values, cancellation)).Document;
    }

    private async Task<(TwiMLDocument? Document, TwilioTrouble? Trouble)> AskOnceAsync(
        Uri url, string method, List<KeyValuePair<string, string>> values, CancellationToken cancellation)
    {
        var exchange = await _line.Sender.AskAsync(url, method, values, cancellation);
        Remember(exchange);
        if (exchange.Failure is { } failure)
        {
            Report(failure);
            return (null, failure);
        }

        var document = TwiMLReader.Read(exchange.Status, exchange.ContentType, exchange.Body);
        foreach (var trouble in document.Troubles) Report(trouble);
        return (document, document.Troubles.FirstOrDefault(trouble => trouble.IsError));
    }

    /// <summary>Tells how the call goes, where that is wanted.</summary>
    private void Tell(string happened, string status, params (string, string)[] more)
    {
        if (Settings.StatusCallback is not { } url || !Settings.StatusEvents.Contains(happened)) return;
        var number = Interlocked.Increment(ref _statusNumber) - 1;
        var values = Values(status, [.. more, ("SequenceNumber", Text(number)), ("CallbackSource", "call-progress-events"),
            ("Timestamp", _line.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture))]);
        Post(url, "POST", values);
    }

    private void TellStream(TwiMLVerb noun, Uri url, TwilioStream stream, string happened)
    {
        if (noun["statusCallback"] is not { } callback) return;
        (string, string)[] more = happened == "stream-error" ? [("StreamError", "the WebSocket was not opened")] : [];
        Post(new Uri(url, callback), noun["statusCallbackMethod"] ?? "POST",
        [
            new("AccountSid", Settings.AccountSid), new("CallSid", CallSid), new("StreamSid", stream.StreamSid), new("StreamName", stream.Name),
            new("StreamEvent", happened), new("Timestamp", _line.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
            .. more.Select(one => KeyValuePair.Create(one.Item1, one.Item2)),
        ]);
    }

    private void TellAside(Uri url, string? method, IEnumerable<(string Name, string Value)> values) =>
        Post(url, method ?? "POST", [new("AccountSid", Settings.AccountSid), new("CallSid", CallSid), .. values.Select(one => KeyValuePair.Create(one.Name, one.Value))]);

    /// <summary>A callback: nobody waits for it, and only its status counts.</summary>
    private void Post(Uri url, string method, List<KeyValuePair<string, string>> values)
    {
        var posting = Task.Run(async () =>
        {
            var exchange = await _line.Sender.AskAsync(url, method, values, CancellationToken.None);
            Remember(exchange);
            if (exchange.Failure is { } failure) Report(new TwilioTrouble(15003, false, $"{url} was not told: {failure.Text}"));
            else if (exchange.Status is < 200 or > 299) Report(new TwilioTrouble(15003, false, $"{url} answered with status {exchange.Status}"));
        });
        lock (_gate) _callbacks.Add(posting);
    }

    private async Task CallbacksDoneAsync()
    {
        Task[] all;
        lock (_gate) all = [.. _callbacks];
        await Task.WhenAll(all);
    }

    private List<KeyValuePair<string, string>> Values(string status, IReadOnlyList<(string Name, string Value)> more) =>
    [
        new("CallSid", CallSid), new("AccountSid", Settings.AccountSid), new("From", From), new("To", To), new("Caller", From), new("Called", To),
        new("CallStatus", status), new("Direction", "inbound"), new("ApiVersion", "2010-04-01"),
        .. Settings.Added, .. more.Select(one => KeyValuePair.Create(one.Name, one.Value)),
    ];

    private void Remember(TwilioExchange exchange)
    {
        lock (_gate) _exchanges.Add(exchange);
        var form = string.Join(' ', exchange.Form.Where(one => one.Key is "CallStatus" or "StreamEvent" or "Digits" or "SpeechResult" or "RecordingSid" or "DialCallStatus").Select(one => $"{one.Key}={one.Value}"));
        Write(TwilioTranscriptKind.Wire, string.Create(CultureInfo.InvariantCulture, $"{exchange.Url.AbsolutePath} {form}: {exchange.Status} in {exchange.Elapsed.TotalMilliseconds:0} ms"));
    }

    private void Report(TwilioTrouble trouble)
    {
        lock (_gate)
        {
            _troubles.Add(trouble);
            WriteHeld(trouble.IsError ? TwilioTranscriptKind.Error : TwilioTranscriptKind.Warning, trouble.ToString());
        }
    }

    private void Write(TwilioTranscriptKind kind, string text)
    {
        lock (_gate) WriteHeld(kind, text);
    }

    /// <summary>With the lock held, so that the transcript is in order.</summary>
    private void WriteHeld(TwilioTranscriptKind kind, string text)
    {
        var line = new TwilioTranscriptLine(Now, kind, text.ReplaceLineEndings(" "));
        _transcript.Add(line);
        _onLine?.Invoke(line);
        Signal();
    }
}
