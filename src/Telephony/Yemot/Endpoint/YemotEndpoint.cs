using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using YemotAi.Calls;
using YemotAi.Calls.Actors;
using YemotAi.Calls.Storage;
using YemotAi.Telephony.Yemot.Access;
using YemotAi.Telephony.Yemot.Flows;
using YemotAi.Telephony.Yemot.Requests;

namespace YemotAi.Telephony.Yemot.Endpoint;

/// <summary>
/// Takes Yemot's requests and sends each to its call. Whatever happens, the answer is one line of plain text with
/// status 200 that Yemot can obey.
/// </summary>
public sealed partial class YemotEndpoint
{
    /// <summary>How often in one stay a caller is made to wait for a call that cannot be reached.</summary>
    private const int MaxWaits = 12;

    private readonly YemotOptions _options;
    private readonly YemotAccess _access;
    private readonly YemotRequestParser _parser;
    private readonly YemotWire _wire;
    private readonly IActorDirectory<CallEvent, CallOutcome> _calls;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly ILogger<YemotEndpoint> _log;

    /// <summary>Makes the endpoint.</summary>
    /// <param name="options">Settings of the line.</param>
    /// <param name="wire">What the line itself says.</param>
    /// <param name="calls">Where calls are.</param>
    /// <param name="callOptions">How patient a call is; the endpoint waits a little longer than that.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it logs to.</param>
    public YemotEndpoint(
        YemotOptions options,
        YemotWire wire,
        IActorDirectory<CallEvent, CallOutcome> calls,
        CallOptions callOptions,
        TimeProvider time,
        ILogger<YemotEndpoint> log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(callOptions);
        _options = options;
        _access = new YemotAccess(options);
        _parser = new YemotRequestParser(options.Limits, options.SecretParameter);
        _wire = wire;
        _calls = calls;
        _limit = callOptions.Patience + TimeSpan.FromSeconds(1);
        _time = time;
        _log = log;
    }

    /// <summary>Adds the line's addresses: its path, and its path with a secret behind it.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        string[] methods = ["GET", "POST"];
        var path = "/" + _options.Path.Trim('/');
        endpoints.MapMethods(path, methods, (RequestDelegate)AnswerAsync);
        endpoints.MapMethods(path + "/{secret}", methods, (RequestDelegate)AnswerAsync);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string body;
        try
        {
            body = await RespondAsync(context);
        }
        catch (Exception error)
        {
            LogFailed(_log, error);
            body = _wire.Apology().Body;
        }

        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/plain; charset=utf-8";
        var length = Encoding.UTF8.GetByteCount(body);
        response.ContentLength = length;
        Encoding.UTF8.GetBytes(body, response.BodyWriter);
        await response.BodyWriter.FlushAsync();
    }

    private async Task<string> RespondAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (!_access.AllowsAddress(address))
        {
            LogRefused(_log, address, YemotAccessDecision.AddressNotAllowed);
            return _wire.Refused;
        }

        YemotRequestResult read;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            var (body, rejection) = await ReadBodyAsync(context.Request, context.RequestAborted);
            if (body is null) return NotUnderstood(rejection);
            using var rented = body;
            read = _parser.Parse(context.Request.QueryString.Value, body.Written);
        }
        else
        {
            read = _parser.Parse(context.Request.QueryString.Value);
        }

        var decision = _access.Check(address, read.PresentedSecret, context.Request.RouteValues["secret"] as string);
        if (decision != YemotAccessDecision.Allowed)
        {
            LogRefused(_log, address, decision);
            return _wire.Refused;
        }

        return read.Request is { } request ? await AskAsync(request, context.RequestAborted) : NotUnderstood(read.Rejection);
    }

    private async Task<string> AskAsync(YemotRequest request, CancellationToken gone)
    {
        var key = $"{YemotWire.WireName}:{request.CallId}";
        CallEvent input = request.IsHangup
            ? new CallHungUp { Values = request.Values }
            : new CallTurn
            {
                Facts = new CallFacts
                {
                    Key = key,
                    Extension = request.Extension,
                    Caller = request.Caller,
                    Line = request.Line,
                    Dialled = request.Dialled,
                    Login = request.EnterId,
                    LoginName = request.EnterIdName,
                },
                Values = request.Values,
                Fingerprint = request.Fingerprint,
                Stamp = request.Time,
            };
        try
        {
            // A caller who is gone says so by a hang-up; a closed connection says nothing about the call.
            var asked = AskAgainIfStaleAsync(key, input);
            return asked.IsCompletedSuccessfully ? asked.Result.Body : (await asked.WaitAsync(_limit, _time, gone)).Body;
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            return _wire.Nothing;
        }
        catch (Exception error)
        {
            LogCallFailed(_log, error, request.Extension);
            return request.IsHangup ? _wire.Nothing : ComeBack(request);
        }
    }

    private async Task<CallOutcome> AskAgainIfStaleAsync(string key, CallEvent input)
    {
        try
        {
            return await _calls.AskAsync(key, input, CancellationToken.None);
        }
        catch (StaleStateException)
        {
            return await _calls.AskAsync(key, input, CancellationToken.None);
        }
    }

    /// <summary>
    /// The call cannot be reached now (the program stops, the store is away): Yemot is made to ask again in a moment,
    /// with all it had collected, so that the call goes on where it was. Not for ever.
    /// </summary>
    private string ComeBack(YemotRequest request)
    {
        var waited = 0;
        while (request.Values.ContainsKey(NameOfWait(waited + 1))) waited++;
        return waited < MaxWaits ? _wire.OneMoment(NameOfWait(waited + 1), waited).Body : _wire.Apology().Body;
    }

    /// <summary>
    /// Such values are no part of what makes a request this one: coming back with one more of them is a repetition of
    /// the request that could not be answered, and gets its answer.
    /// </summary>
    private static string NameOfWait(int number) =>
        YemotFieldNames.WaitPrefix + number.ToString(CultureInfo.InvariantCulture);

    private string NotUnderstood(YemotRejection rejection)
    {
        LogNotUnderstood(_log, rejection);
        return _wire.NotUnderstood;
    }

    /// <summary>The body, or why there is none.</summary>
    private async ValueTask<(RentedBody? Body, YemotRejection Rejection)> ReadBodyAsync(
        HttpRequest request, CancellationToken cancellation)
    {
        var most = _options.Limits.MaxTotalBytes;
        if (request.ContentLength > most) return (null, YemotRejection.TooLarge);
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(request.ContentLength + 1 ?? 4096, most + 1));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0) return (new RentedBody(Keep(ref buffer), length), YemotRejection.None);
                length += read;
                if (length > most) return (null, YemotRejection.TooLarge);
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, most + 1));
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Ended before its length, broken pieces, a connection that was lost: the sender's fault, and no error of ours.
            return (null, YemotRejection.BodyBroken);
        }
        finally
        {
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        }

        static byte[] Keep(ref byte[] buffer)
        {
            var kept = buffer;
            buffer = [];
            return kept;
        }
    }

    [LoggerMessage(200, LogLevel.Error, "A Yemot request failed outside of any call; the caller hears an apology.")]
    private static partial void LogFailed(ILogger log, Exception error);

    [LoggerMessage(201, LogLevel.Warning, "A request from {Address} was refused: {Decision}.")]
    private static partial void LogRefused(ILogger log, System.Net.IPAddress? address, YemotAccessDecision decision);

    [LoggerMessage(203, LogLevel.Warning, "A request was not understood: {Rejection}.")]
    private static partial void LogNotUnderstood(ILogger log, YemotRejection rejection);

    [LoggerMessage(204, LogLevel.Error, "A call in extension '{Extension}' could not be reached; the caller is asked to wait a moment.")]
    private static partial void LogCallFailed(ILogger log, Exception error, string extension);

    private sealed class RentedBody(byte[] buffer, int length) : IDisposable
    {
        public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
