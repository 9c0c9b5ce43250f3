namespace YemotAi.Providers.Api;

/// <summary>More came from the network than is read of one answer.</summary>
internal sealed class AnswerTooLongException() : IOException("The answer is longer than is read.");
