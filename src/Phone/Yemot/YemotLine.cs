using System.Globalization;

namespace YemotAi.Phone.Yemot;

/// <summary>A telephone system with an extension that leads to a line under test. Calls are made from here; several may be made at once.</summary>
public sealed class YemotLine
{
    private readonly Lock _recordings = new();
    private readonly Dictionary<string, int> _recordingsByFolder = [];

    /// <summary>A telephone system.</summary>
    /// <param name="http">What the requests go through. It must not follow redirects if those are to be judged.</param>
    /// <param name="settings">How the extension is set up.</param>
    /// <param name="time">The clock; null is the system's.</param>
    public YemotLine(HttpClient http, YemotLineSettings settings, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Time = time ?? TimeProvider.System;
        Sender = new YemotSender(http, settings, Time);
    }

    /// <summary>How the extension is set up.</summary>
    public YemotLineSettings Settings { get; }

    internal TimeProvider Time { get; }

    internal YemotSender Sender { get; }

    /// <summary>A new call, not dialled yet.</summary>
    /// <param name="from">The caller's number; null is the one of the settings.</param>
    /// <param name="extension">The extension; null is the one of the settings.</param>
    public YemotCall NewCall(string? from = null, string? extension = null) =>
        new(this, from ?? Settings.Caller, (extension ?? Settings.Extension).Trim('/'));

    /// <summary>The path under which a recording is kept: the given name, or the folder's next number.</summary>
    internal string NextRecording(string folder, string file)
    {
        if (file.Length == 0)
        {
            lock (_recordings)
            {
                var number = _recordingsByFolder.GetValueOrDefault(folder);
                _recordingsByFolder[folder] = number + 1;
                file = number.ToString("000", CultureInfo.InvariantCulture);
            }
        }
        return $"{folder.TrimEnd('/')}/{file}.wav";
    }
}
