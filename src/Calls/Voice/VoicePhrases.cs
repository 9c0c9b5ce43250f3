using System.Text.Json;

namespace YemotAi.Calls.Voice;

/// <summary>What a line of sound says by itself; in <c>Phrases/voice.he.json</c>.</summary>
/// <param name="Apology">Something has failed: a message can be left.</param>
/// <param name="NobodyHere">No handler answers this number.</param>
/// <param name="Hints">Signs of life while the agent thinks.</param>
/// <param name="CutOff">Stands in a conversation for an answer that was interrupted before any of it was heard.</param>
/// <param name="CutHere">Follows what was heard of an answer that was interrupted.</param>
/// <param name="KeypadGreeting">The first words where nobody recognises speech; <c>{name}</c> is the business.</param>
/// <param name="KeypadGreetingWithoutName">The same where no name is known.</param>
/// <param name="KeypadOpening">Says so.</param>
/// <param name="KeypadMenu">What can be keyed there.</param>
/// <param name="KeypadMenuWithPerson">The same where callers can be put through.</param>
/// <param name="KeypadOnly">Something else was keyed.</param>
public sealed record VoicePhrases(
    string Apology,
    string NobodyHere,
    IReadOnlyList<string> Hints,
    string CutOff,
    string CutHere,
    string KeypadGreeting,
    string KeypadGreetingWithoutName,
    string KeypadOpening,
    string KeypadMenu,
    string KeypadMenuWithPerson,
    string KeypadOnly)
{
    private static readonly Lazy<VoicePhrases> Built = new(Read);

    /// <summary>The Hebrew ones.</summary>
    public static VoicePhrases Hebrew => Built.Value;

    private static VoicePhrases Read()
    {
        var resource = $"{typeof(VoicePhrases).Namespace}.Phrases.voice.he.json";
        using var stream = typeof(VoicePhrases).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing.");
        return JsonSerializer.Deserialize<VoicePhrases>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"The resource {resource} is empty.");
    }
}
