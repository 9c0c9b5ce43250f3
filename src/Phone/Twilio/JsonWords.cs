using System.Text.Encodings.Web;
using System.Text.Json;

namespace YemotAi.Phone.Twilio;

/// <summary>How the phone writes JSON: Hebrew as Hebrew.</summary>
internal static class JsonWords
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
