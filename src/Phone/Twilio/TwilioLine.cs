using YemotAi.Phone.Twilio.Media;

namespace YemotAi.Phone.Twilio;

/// <summary>A Twilio number that leads to a line under test. Calls are made from here; several may be made at once.</summary>
public sealed class TwilioLine : IDisposable
{
    /// <summary>A number.</summary>
    /// <param name="http">What webhooks go through. It must not follow redirects, which are Twilio's own matter.</param>
    /// <param name="settings">How the number is set up.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public TwilioLine(HttpClient http, TwilioLineSettings settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Time = time ?? TimeProvider.System;
        Sender = new TwilioSender(http, settings, Time);
        Pacer = new MediaPacer(Time);
    }

    /// <summary>How the number is set up.</summary>
    public TwilioLineSettings Settings { get; }

    /// <summary>Is given each recording before the line is told of it, so that it can be fetched.</summary>
    public Func<TwilioRecording, Task>? OnRecording { get; set; }

    internal TimeProvider Time { get; }

    internal TwilioSender Sender { get; }

    internal MediaPacer Pacer { get; }

    /// <summary>A new call, not dialled yet.</summary>
    /// <param name="from">The caller's number; null is the one of the settings.</param>
    /// <param name="to">The number that is called; null is the one of the settings.</param>
    /// <param name="onLine">Is told each line of the transcript when it happens, by whatever thread it happens on.</param>
    public TwilioCall NewCall(string? from = null, string? to = null, Action<TwilioTranscriptLine>? onLine = null) =>
        new(this, from ?? Settings.From, to ?? Settings.To, onLine);

    /// <inheritdoc/>
    public void Dispose() => Pacer.Dispose();
}
