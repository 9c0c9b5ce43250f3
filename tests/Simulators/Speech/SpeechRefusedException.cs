namespace YemotAi.Simulators.Speech;

/// <summary>A request is not as the vendor wants it; becomes the vendor's error.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The vendor's code.</param>
/// <param name="message">What the vendor says.</param>
internal sealed class SpeechRefusedException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
