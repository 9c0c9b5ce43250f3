using System.Globalization;
using System.Security.Cryptography;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Phone.Twilio.TwiML;
using YemotAi.Speech;

namespace YemotAi.Phone.Twilio;

/// <summary>How a call carries out the verbs.</summary>
public sealed partial class TwilioCall
{
    /// <summary>Bytes of a second of MP3, where nothing tells: 64 kbit/s.</summary>
    private const int UsualBytesPerSecond = 8_000;

    private readonly List<string> _numbers = [];
    private readonly List<TwilioStream> _streams = [];
    private GatherEntry? _gather;
    private RecordEntry? _record;

    /// <summary>The stream that goes on; null when none does.</summary>
    public TwilioStream? Stream
    {
        get
        {
            lock (_gate) return _streams.Count > 0 && _streams[^1].End is null ? _streams[^1] : null;
        }
    }

    /// <summary>All streams of the call, the first first.</summary>
    public IReadOnlyList<TwilioStream> Streams
    {
        get
        {
            lock (_gate) return [.. _streams];
        }
    }

    /// <summary>Whether the call records now.</summary>
    public bool IsRecording => _record is not null;

    /// <summary>Whether the call waits for keys or words of the caller now.</summary>
    public bool IsGathering => _gather is not null;

    private async Task<NextDocument?> CarryOutAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        switch (verb.Name)
        {
            case "Say" or "Play" or "Pause":
                await HearAsync(verb, url, left);
                return null;
            case "Connect":
                return await ConnectAsync(verb, url, left);
            case "Record":
                return await RecordAsync(verb, url, left);
            case "Gather":
                return await GatherAsync(verb, url, left);
            case "Dial":
                return await DialOutAsync(verb, url, left);
            case "Redirect":
                return new NextDocument(verb.Text.Length == 0 ? url : new Uri(url, verb.Text), verb["method"] ?? "POST", [], null);
            case "Reject":
                Write(TwilioTranscriptKind.System, $"the line does not take the call: {verb["reason"] ?? "rejected"}");
                SetState(TwilioCallState.Rejected);
                return null;
            default:
                Write(TwilioTranscriptKind.System, "the line hangs up");
                SetState(TwilioCallState.EndedByLine);
                return null;
        }
    }

    private async Task HearAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        TimeSpan length;
        switch (verb.Name)
        {
            case "Say":
                Write(TwilioTranscriptKind.Line, verb.Text);
                length = Settings.SayPace * verb.Text.Length;
                break;
            case "Pause":
                length = TimeSpan.FromSeconds(verb.Number("length", 1));
                break;
            default:
                length = await FetchAsync(verb, url, left);
                break;
        }

        var times = verb.Name == "Pause" ? 1 : verb.Number("loop", 1);
        // Nought is until the call ends.
        if (times == 0) await Task.Delay(Timeout.InfiniteTimeSpan, _line.Time, left);
        if (length > TimeSpan.Zero) await Task.Delay(length * times, _line.Time, left);
    }

    private async Task<TimeSpan> FetchAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        if (verb["digits"] is { } digits)
        {
            Write(TwilioTranscriptKind.Line, $"(keys {digits})");
            return TimeSpan.Zero;
        }

        var (sound, trouble) = await _line.Sender.FetchAsync(new Uri(url, verb.Text), left);
        Write(TwilioTranscriptKind.Line, $"(plays {verb.Text})");
        if (trouble is not null) Report(trouble);
        if (sound is null) return TimeSpan.Zero;
        try
        {
            return WaveFile.Read(sound).Length;
        }
        catch (WaveFileException)
        {
            return TimeSpan.FromSeconds(sound.Length / (double)UsualBytesPerSecond);
        }
    }

    private async Task<NextDocument?> ConnectAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        var noun = verb.Child("Stream")!;
        var context = new StreamContext(Settings, _line.Sender, _line.Time, CallSid, () => Now, Report, Write, Signal);
        var parameters = noun.Children.GroupBy(child => child["name"]!).ToDictionary(group => group.Key, group => group.Last()["value"]!);
        var stream = new TwilioStream(context, new Uri(noun["url"]!), noun["name"], parameters);
        lock (_gate) _streams.Add(stream);
        var running = stream.RunAsync(left);
        var hasStarted = await stream.Started;
        Signal();
        // One that has ended since has started too, and what is told of it comes in pairs.
        if (hasStarted) TellStream(noun, url, stream, "stream-started");
        var end = await running;
        Signal();
        Write(TwilioTranscriptKind.System, $"the stream has ended: {Words(end, stream)}");
        TellStream(noun, url, stream, end is StreamEnd.NotOpened ? "stream-error" : "stream-stopped");
        // A caller who has hung up hears nothing more, but the line is asked all the same.
        if (left.IsCancellationRequested && State == TwilioCallState.InProgress) return null;
        if (verb["action"] is not { } action) return null;
        var next = new NextDocument(new Uri(url, action), verb["method"] ?? "POST", [], null);
        return await OrTellAsync(next);
    }

    private async Task<NextDocument?> RecordAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        if (verb["playBeep"] != "false") Write(TwilioTranscriptKind.Line, "(beep)");
        var entry = new RecordEntry(verb);
        lock (_gate) _record = entry;
        Signal();
        using (left.Register(() => entry.End("hangup")))
        {
            await entry.Ended;
        }

        lock (_gate) _record = null;
        var recording = new TwilioRecording("RE" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), CallSid, entry.Sound());
        Write(TwilioTranscriptKind.System, string.Create(CultureInfo.InvariantCulture, $"recorded {recording.Length.TotalSeconds:0.0} s as {recording.Sid}"));
        if (_line.OnRecording is { } keep) await keep(recording);
        (string, string)[] values =
        [
            ("RecordingSid", recording.Sid), ("RecordingUrl", Settings.RecordingUrl + recording.Sid),
            ("RecordingDuration", Text((long)Math.Round(recording.Length.TotalSeconds))),
        ];
        if (verb["recordingStatusCallback"] is { } callback)
        {
            var told = values.Concat([("RecordingStatus", "completed"), ("RecordingChannels", "1"), ("RecordingSource", "RecordVerb")]);
            TellAside(new Uri(url, callback), verb["recordingStatusCallbackMethod"], told);
        }

        if (left.IsCancellationRequested && State == TwilioCallState.InProgress) return null;
        var next = new NextDocument(
            verb["action"] is { } action ? new Uri(url, action) : url, verb["method"] ?? "POST", [.. values, ("Digits", entry.Digits)], null);
        return await OrTellAsync(next);
    }

    private async Task<NextDocument?> GatherAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        var entry = new GatherEntry(verb);
        lock (_gate) _gather = entry;
        Signal();
        try
        {
            using var prompts = CancellationTokenSource.CreateLinkedTokenSource(left);
            var hearing = HearAllAsync(verb.Children, url, prompts.Token);
            await Task.WhenAny(hearing, entry.Begun);
            // What is heard stops at the first key.
            await prompts.CancelAsync();
            await hearing;
            while (!entry.Ended.IsCompleted)
            {
                var wait = Task.Delay(TimeSpan.FromSeconds(verb.Number("timeout", 5)), _line.Time, left);
                if (await Task.WhenAny(wait, entry.Ended, entry.NextKey) != wait) continue;
                await wait;
                entry.End();
            }
        }
        finally
        {
            lock (_gate) _gather = null;
        }

        var target = verb["action"] is { } action ? new Uri(url, action) : url;
        if (entry.Words is { } words) return new NextDocument(target, verb["method"] ?? "POST", [("SpeechResult", words), ("Confidence", "0.9")], null);
        if (entry.Keys.Length == 0 && verb["actionOnEmptyResult"] != "true") return null;
        return new NextDocument(target, verb["method"] ?? "POST", [("Digits", entry.Keys), ("FinishedOnKey", entry.FinishedOn)], null);
    }

    private async Task HearAllAsync(IReadOnlyList<TwiMLVerb> verbs, Uri url, CancellationToken until)
    {
        try
        {
            foreach (var verb in verbs) await HearAsync(verb, url, until);
        }
        catch (OperationCanceledException)
        {
            // The caller began, or the call is over.
        }
    }

    private async Task<NextDocument?> DialOutAsync(TwiMLVerb verb, Uri url, CancellationToken left)
    {
        var numbers = verb.Children.Count > 0 ? verb.Children.Select(child => child.Text).ToList() : [verb.Text];
        lock (_gate) _numbers.AddRange(numbers);
        Signal();
        Write(TwilioTranscriptKind.System, $"the line connects the caller to {string.Join(", ", numbers)}: {Settings.DialStatus}");
        if (Settings.DialLength > TimeSpan.Zero) await Task.Delay(Settings.DialLength, _line.Time, left);
        if (verb["action"] is not { } action) return null;
        return new NextDocument(
            new Uri(url, action), verb["method"] ?? "POST",
            [("DialCallStatus", Settings.DialStatus), ("DialCallDuration", Text((long)Settings.DialLength.TotalSeconds)), ("DialCallSid", "CA" + Guid.NewGuid().ToString("N"))], null);
    }

    /// <summary>What to go on with; after the caller has hung up the line is asked all the same, and its answer is not carried out.</summary>
    private async Task<NextDocument?> OrTellAsync(NextDocument next)
    {
        if (State == TwilioCallState.InProgress) return next;
        await AskForDocumentAsync(next, isFirst: false, CancellationToken.None);
        return null;
    }

    private static string Words(StreamEnd end, TwilioStream stream) => end switch
    {
        StreamEnd.ClosedByLine => string.Create(CultureInfo.InvariantCulture, $"closed by the line with {(int?)stream.CloseStatus}"),
        StreamEnd.Lost => "the connection was lost",
        StreamEnd.Stopped => "stopped",
        _ => "it was not opened",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
