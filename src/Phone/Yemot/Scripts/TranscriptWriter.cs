using YemotAi.Phone.Yemot.Answers;

namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>Tells what happens in a call, line by line.</summary>
internal sealed class TranscriptWriter(Action<YemotTranscriptLine> write)
{
    private const string SecretName = "secret";
    private static readonly char[] LineBreaks = ['\r', '\n'];

    public void Write(YemotTranscriptKind kind, string text) => write(new YemotTranscriptLine(kind, OnOneLine(text)));

    /// <summary>A turn: the wire, then the rules broken, then what was heard, then how the call stands.</summary>
    public void Write(YemotTurn turn, YemotCall call)
    {
        foreach (var exchange in turn.Exchanges) WriteWire(exchange);
        foreach (var broken in turn.Broken)
            Write(broken.IsError ? YemotTranscriptKind.Error : YemotTranscriptKind.Warning, broken.ToString());
        foreach (var exchange in turn.Exchanges.Where(e => e.Answer is null))
            Write(YemotTranscriptKind.Error, exchange.Failure ?? "no answer");
        foreach (var exchange in turn.Exchanges.Where(e => e.RepeatDiffers))
            Write(YemotTranscriptKind.Error, DifferentAnswers(exchange));

        foreach (var heard in turn.Heard)
        {
            var kind = heard.Kind is HeardKind.Words or HeardKind.Sound ? YemotTranscriptKind.Line : YemotTranscriptKind.System;
            Write(kind, heard.Text);
        }
        if (turn.DroppedKeys.Length > 0) Write(YemotTranscriptKind.Note, $"nobody waited for the keys {turn.DroppedKeys}");
        if (StateOf(call) is { } state) Write(YemotTranscriptKind.Note, state);
    }

    public void WriteWire(YemotExchange exchange)
    {
        foreach (var part in WireOf(exchange)) Write(YemotTranscriptKind.Wire, part);
    }

    /// <summary>A request and its answer, readable, without the line's secret.</summary>
    public static IEnumerable<string> WireOf(YemotExchange exchange)
    {
        var request = exchange.Request;
        var parameters = string.Join('&', request.Parameters.Select(p => $"{p.Key}={(p.Key == SecretName ? "***" : p.Value)}"));
        var address = request.Address.GetLeftPart(UriPartial.Path);
        yield return $"{(request.Form is null ? "GET" : "POST")} {address} {parameters}";
        yield return exchange.Answer is null
            ? exchange.Failure ?? ""
            : $"{exchange.Status} in {exchange.Elapsed.TotalMilliseconds:0} ms: {exchange.Answer.Text}";
    }

    public static string DifferentAnswers(YemotExchange exchange) =>
        $"the same request got another answer: first '{exchange.Answer?.Text}', then '{exchange.RepeatedAnswer}'";

    /// <summary>How a call stands when it waits for nothing; null while it asks.</summary>
    public static string? StateOf(YemotCall call) => call.State switch
    {
        CallState.Left => $"the caller left the dialogue and is at /{call.Extension}",
        CallState.Transferred => $"transferred to {call.TransferredTo}",
        CallState.Ended => "the line disconnected the caller",
        _ => null,
    };

    /// <summary>What the line waits for, for a person.</summary>
    public static string WhatIsAsked(YemotCall call) => (call.Phase, call.Question) switch
    {
        (QuestionPhase.Confirming, _) => "1 confirms, 2 keys it again",
        (QuestionPhase.RecordMenu, _) => "1 listens, 2 or # accepts, 3 records again, 4 goes on",
        (_, ReadVoiceCommand { AllowsKeys: true }) => "words or keys",
        (_, ReadVoiceCommand) => "words",
        (_, ReadRecordCommand) => "a recording",
        (_, ReadKeysCommand read) when KeyEntry.TakesLetters(read) => $"letters, {Wait(read)}",
        (_, ReadKeysCommand read) => $"{Digits(read)}, {Wait(read)}",
        _ => "nothing",
    };

    private static string Digits(ReadKeysCommand read)
    {
        var allowed = read.Allowed is null ? "" : $" of {string.Join(' ', read.Allowed)}";
        var count = read.MaxDigits is { } most && most != read.MinDigits ? $"{read.MinDigits} to {most}"
            : read.MaxDigits is null ? $"{read.MinDigits} or more"
            : $"{read.MinDigits}";
        return $"{count} {(count == "1" ? "key" : "keys")}{allowed}";
    }

    private static string Wait(ReadKeysCommand read) => $"{read.Seconds} s";

    /// <summary>A transcript is read by people and programs line by line; an answer may hold anything.</summary>
    private static string OnOneLine(string text) =>
        text.IndexOfAny(LineBreaks) < 0 ? text : text.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
