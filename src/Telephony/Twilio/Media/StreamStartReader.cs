using System.Text.Json;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>Reads what a stream says of itself when it begins.</summary>
/// <param name="options">Limits.</param>
/// <param name="mostIdLength">Most characters of an id.</param>
internal readonly ref struct StreamStartReader(MediaSocketOptions options, int mostIdLength)
{
    /// <summary>Reads the value of <c>start</c>.</summary>
    /// <param name="json">Stands before the value.</param>
    /// <param name="start">What it says; null when something is missing.</param>
    /// <param name="isOtherSound">The sound is not the one that telephones have.</param>
    public MediaProblem Read(ref Utf8JsonReader json, out StreamStart? start, out bool isOtherSound)
    {
        start = null;
        isOtherSound = false;
        string? stream = null, call = null, account = null;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            MediaProblem problem;
            if (json.ValueTextEquals("streamSid"u8)) problem = Id(ref json, out stream);
            else if (json.ValueTextEquals("callSid"u8)) problem = Id(ref json, out call);
            else if (json.ValueTextEquals("accountSid"u8)) problem = Id(ref json, out account);
            else if (json.ValueTextEquals("mediaFormat"u8)) problem = Format(ref json, out isOtherSound);
            else if (json.ValueTextEquals("customParameters"u8)) problem = Parameters(ref json, parameters);
            else problem = Pass(ref json);
            if (problem != MediaProblem.None) return problem;
        }

        if (stream is null || call is null || account is null) return MediaProblem.WrongShape;
        start = new StreamStart(stream, call, account, parameters);
        return MediaProblem.None;
    }

    private static MediaProblem Format(ref Utf8JsonReader json, out bool isOther)
    {
        isOther = false;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("encoding"u8))
            {
                if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
                isOther |= !json.ValueTextEquals("audio/x-mulaw"u8);
            }
            else if (json.ValueTextEquals("sampleRate"u8))
            {
                isOther |= !IsNumber(ref json, 8000);
            }
            else if (json.ValueTextEquals("channels"u8))
            {
                isOther |= !IsNumber(ref json, 1);
            }
            else
            {
                json.Skip();
            }
        }

        return MediaProblem.None;
    }

    private static bool IsNumber(ref Utf8JsonReader json, int expected) =>
        json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var number) && number == expected;

    private static MediaProblem Pass(ref Utf8JsonReader json)
    {
        json.Skip();
        return MediaProblem.None;
    }

    private MediaProblem Id(ref Utf8JsonReader json, out string? id)
    {
        id = null;
        if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
        if (json.ValueSpan.Length is var length && (length == 0 || length > mostIdLength)) return MediaProblem.WrongShape;
        foreach (var sign in json.ValueSpan)
        {
            // An escape is none of them: what is written back of an id needs none.
            if (!char.IsAsciiLetterOrDigit((char)sign) && sign is not ((byte)'-' or (byte)'_')) return MediaProblem.WrongShape;
        }

        id = json.GetString();
        return MediaProblem.None;
    }

    private MediaProblem Parameters(ref Utf8JsonReader json, Dictionary<string, string> parameters)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return MediaProblem.WrongShape;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!json.Read() || json.TokenType != JsonTokenType.String) return MediaProblem.WrongShape;
            var value = json.GetString()!;
            if (name.Length + value.Length > options.MaxParameterLength || parameters.Count >= options.MaxParameters) return MediaProblem.TooLong;
            parameters[name] = value;
        }

        return MediaProblem.None;
    }
}
