using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace YemotAi.Telephony.Twilio.Rest;

/// <summary>Twilio's REST API, as much of it as is needed. Thread-safe.</summary>
/// <remarks>Ids come from outside: whatever is no id of Twilio's form is refused before it becomes part of an address.</remarks>
public sealed partial class TwilioClient : IDisposable
{
    private static readonly TimeSpan SoundLimit = TimeSpan.FromSeconds(30);

    private readonly TwilioOptions _options;
    private readonly TwilioSender _sender;
    private readonly string _account;

    /// <summary>Makes a client.</summary>
    /// <param name="options">The account, the server, and limits.</param>
    /// <param name="time">The clock of limits and waits.</param>
    /// <param name="log">Where repetitions are logged.</param>
    /// <param name="handler">What sends the requests; null for a connection of one's own, which follows no redirect.</param>
    public TwilioClient(TwilioOptions options, TimeProvider time, ILogger<TwilioClient> log, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _sender = new TwilioSender(options, time, log, handler);
        _account = $"{options.ApiUrl.TrimEnd('/')}/2010-04-01/Accounts/{options.AccountSid}";
    }

    /// <summary>Makes a live call do something else. Repeated until it is answered: the second time it is the same.</summary>
    /// <exception cref="TwilioException">It came to nothing; <see cref="TwilioFailure.AlreadyEnded"/> when the call is over.</exception>
    public async Task<CallResource> UpdateCallAsync(string callSid, CallUpdate update, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(update);
        var request = new TwilioRestRequest(new Uri($"{_account}/Calls/{CallId(callSid)}.json"), update.Fields)
        {
            IsRepeatable = true,
            IsUpdateOfCall = true,
        };
        return Call(await _sender.SendAsync(request, cancellation));
    }

    /// <summary>Hangs a call up. A call that is over already is no failure.</summary>
    /// <returns>Whether it was still live.</returns>
    /// <exception cref="TwilioException">It came to nothing.</exception>
    public async Task<bool> HangUpAsync(string callSid, CancellationToken cancellation)
    {
        try
        {
            await UpdateCallAsync(callSid, CallUpdate.HangUp, cancellation);
            return true;
        }
        catch (TwilioException error) when (error.Failure == TwilioFailure.AlreadyEnded)
        {
            return false;
        }
    }

    /// <summary>How a call stands.</summary>
    /// <exception cref="TwilioException">It came to nothing.</exception>
    public async Task<CallResource> FetchCallAsync(string callSid, CancellationToken cancellation)
    {
        var request = new TwilioRestRequest(new Uri($"{_account}/Calls/{CallId(callSid)}.json")) { IsRepeatable = true };
        return Call(await _sender.SendAsync(request, cancellation));
    }

    /// <summary>
    /// A recording as a WAV file. It is asked for again while it is missing: its sound may come a little after its end is
    /// told, at most <see cref="TwilioOptions.RecordingPatience"/> later.
    /// </summary>
    /// <param name="recordingSid">Its id, as the callback's <c>RecordingSid</c> says; never the address that came with it.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="TwilioException">It could not be had.</exception>
    public async Task<ReadOnlyMemory<byte>> FetchRecordingAsync(string recordingSid, CancellationToken cancellation)
    {
        if (recordingSid is null || !RecordingPattern().IsMatch(recordingSid)) throw NoId("a recording's");
        var request = new TwilioRestRequest(new Uri($"{_account}/Recordings/{recordingSid}.wav"))
        {
            IsRepeatable = true,
            MayComeWithin = _options.RecordingPatience,
            MostBytes = _options.MaxRecordingBytes,
            Limit = SoundLimit,
        };
        var sound = await _sender.SendAsync(request, cancellation);
        return sound.AsSpan().StartsWith("RIFF"u8) && sound.AsSpan().Slice(Math.Min(8, sound.Length)).StartsWith("WAVE"u8)
            ? sound
            : throw new TwilioException(TwilioFailure.NotUnderstood, "Twilio's REST API gave something that is no WAV file.");
    }

    /// <summary>
    /// Sends a message. After a failure that leaves open whether it was sent it is not sent again: two messages are worse
    /// than a message that the caller of this has to look after.
    /// </summary>
    /// <param name="from">Our number, or <c>whatsapp:</c> and our number.</param>
    /// <param name="to">Whose it is, in the same form.</param>
    /// <param name="body">The text, 1 to 1600 characters.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="TwilioException">It came to nothing, or nobody knows.</exception>
    public async Task<MessageResource> SendMessageAsync(string from, string to, string body, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(from);
        ArgumentException.ThrowIfNullOrWhiteSpace(to);
        ArgumentException.ThrowIfNullOrWhiteSpace(body);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, 1_600, nameof(body));
        var request = new TwilioRestRequest(new Uri(_account + "/Messages.json"), [new("From", from), new("To", to), new("Body", body)]);
        return Read(await _sender.SendAsync(request, cancellation), root => new MessageResource(Text(root, "sid"), Text(root, "status")));
    }

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    private static string CallId(string callSid) => callSid is not null && CallPattern().IsMatch(callSid) ? callSid : throw NoId("a call's");

    private static TwilioException NoId(string whose) => new(TwilioFailure.Missing, $"This is not {whose} id.");

    private static CallResource Call(byte[] body) => Read(body, root => new CallResource(
        Text(root, "sid"), Text(root, "status"), Text(root, "from"), Text(root, "to"), Text(root, "direction")));

    private static T Read<T>(byte[] body, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Bytes that are no UTF-8 pass the parser and fail when they are read.
        }

        throw new TwilioException(TwilioFailure.NotUnderstood, "Twilio's REST API gave something that is no answer to this.");
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex(@"\ACA[0-9a-fA-F]{32}\z")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"\ARE[0-9a-fA-F]{32}\z")]
    private static partial Regex RecordingPattern();
}
