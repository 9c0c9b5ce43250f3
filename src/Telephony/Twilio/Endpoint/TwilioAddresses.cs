using Microsoft.AspNetCore.Http;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Telephony.Twilio.Endpoint;

/// <summary>Our addresses as Twilio is to ask for them.</summary>
/// <param name="origin">What they begin with, without a slash at the end.</param>
internal sealed class TwilioAddresses(string origin)
{
    public const string IncomingCall = "/webhook/incoming_call";
    public const string StreamEnded = "/webhook/stream_ended";
    public const string StreamStatus = "/webhook/stream_status";
    public const string CallStatus = "/webhook/call_status";
    public const string HandleRecording = "/webhook/handle_recording";
    public const string Greeting = "/static/tts/greeting_he.mp3";
    public const string Fallback = "/static/tts/fallback_he.mp3";

    /// <summary>The configured ones; without, those that a phone on this machine used, which alone is answered then.</summary>
    public static TwilioAddresses Of(TwilioOptions options, HttpRequest request) => new(
        options.PublicBaseUrl.Length > 0 ? options.PublicBaseUrl.TrimEnd('/') : $"{request.Scheme}://{request.Host}");

    /// <summary>The configured ones.</summary>
    public static TwilioAddresses Of(TwilioOptions options) => new(options.PublicBaseUrl.TrimEnd('/'));

    public Uri Of(string path) => new(origin + path);

    public Uri Socket
    {
        get
        {
            var url = Of(MediaEndpoint.Path);
            return new UriBuilder(url) { Scheme = "wss", Port = url.IsDefaultPort ? -1 : url.Port }.Uri;
        }
    }
}
