using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using YemotAi.Telephony.Access;

namespace YemotAi.Telephony.Twilio.Signatures;

/// <summary>
/// Reads webhooks and says whether Twilio sent them. The address that is checked is the configured public one and the
/// path as it was asked; what <c>Host</c> and <c>X-Forwarded-*</c> say plays no part. Thread-safe.
/// </summary>
public sealed class TwilioRequestCheck
{
    private readonly TwilioOptions _options;
    private readonly string[] _tokens;
    private readonly string _base;

    /// <summary>A check by these settings.</summary>
    public TwilioRequestCheck(TwilioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _tokens = [.. new[] { options.AuthToken, options.SecondAuthToken }.Where(token => token.Length > 0)];
        _base = options.PublicBaseUrl.TrimEnd('/');
    }

    /// <summary>Reads a webhook, of which nothing is believed before its signature is right. It never throws for what was sent.</summary>
    public async Task<TwilioRequest> ReadAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // Before the body is read: what is not to be answered costs nothing.
        if (_tokens.Length == 0 && !ThisMachine.Asks(context)) return Nothing(TwilioTrust.Refused);
        if (_tokens.Length > 0 && Signature(context).Length == 0) return Nothing(TwilioTrust.NotSigned);
        if (Target(context) is not { } target || await ReadBodyAsync(context) is not { } body) return Nothing(TwilioTrust.Unreadable);

        var isForm = context.Request.HasFormContentType;
        List<KeyValuePair<string, string>> form = [], all = [];
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? target[(at + 1)..] : "";
        if ((isForm && !TryReadPairs(Encoding.UTF8.GetString(body), form)) || !TryReadPairs(query, all)) return Nothing(TwilioTrust.Unreadable);
        var trust = Trust(context, target, query, form, body, isForm);
        // What is signed as the body counts before what stands in the address.
        return new TwilioRequest(trust, [.. form, .. all], body);
    }

    /// <summary>Whether Twilio opens a WebSocket. What is not signed may be let in to show its token in <c>start</c>.</summary>
    public TwilioTrust CheckSocket(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_tokens.Length == 0) return ThisMachine.Asks(context) ? TwilioTrust.Local : TwilioTrust.Refused;
        var signature = Signature(context);
        if (signature.Length == 0) return TwilioTrust.NotSigned;
        if (Target(context) is not { } target) return TwilioTrust.Unreadable;
        var right = false;
        foreach (var token in _tokens) right |= TwilioSignature.IsRightForSocket(token, signature, _base + target);
        return right ? TwilioTrust.ByTwilio : TwilioTrust.Wrong;
    }

    private TwilioTrust Trust(
        HttpContext context, string target, string query, List<KeyValuePair<string, string>> form, byte[] body, bool isForm)
    {
        if (_tokens.Length == 0) return TwilioTrust.Local;
        // A body that is no form is signed by its hash in the address; without that it would be anybody's.
        var isHashed = body.Length > 0 || TwilioSignature.BodyHash(query) is not null;
        if (!isForm && isHashed && !TwilioSignature.IsBody(query, body)) return TwilioTrust.Wrong;
        var right = false;
        foreach (var token in _tokens) right |= TwilioSignature.IsRight(token, Signature(context), _base + target, form);
        return right ? TwilioTrust.ByTwilio : TwilioTrust.Wrong;
    }

    private static string Signature(HttpContext context) =>
        context.Request.Headers[TwilioSignature.Header] is [{ } only] ? only : "";

    /// <summary>Path and query exactly as they were asked; null for anything that is no path of ours.</summary>
    private static string? Target(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target)) target = context.Request.PathBase.ToUriComponent() + context.Request.Path.ToUriComponent() + context.Request.QueryString;
        return target.StartsWith('/') ? target : null;
    }

    private async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.ContentLength > _options.MaxRequestBytes) return null;
        try
        {
            using var body = new MemoryStream((int)(request.ContentLength ?? 0));
            var buffer = new byte[4_096];
            while (await request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
            {
                if (body.Length + read > _options.MaxRequestBytes) return null;
                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // Ended before its length, a connection that was lost: the sender's fault, and no error of ours.
            return null;
        }
    }

    private bool TryReadPairs(string text, List<KeyValuePair<string, string>> pairs)
    {
        if (text.Length == 0) return true;
        // Names are compared with their case here, which the framework's own form does not.
        using var reader = new FormReader(text) { KeyLengthLimit = _options.MaxRequestBytes, ValueLengthLimit = _options.MaxRequestBytes };
        try
        {
            while (reader.ReadNextPair() is { } pair)
            {
                if (pairs.Count == _options.MaxParameters) return false;
                pairs.Add(pair);
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static TwilioRequest Nothing(TwilioTrust trust) => new(trust, [], default);
}
