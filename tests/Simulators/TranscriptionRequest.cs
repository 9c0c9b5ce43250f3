namespace YemotAi.Simulators;

/// <summary>A request that <see cref="TranscriptionSimulator"/> got.</summary>
/// <param name="Target">The address as it was asked, with its query string.</param>
/// <param name="Authorization">The header of that name; empty when there was none.</param>
/// <param name="Model">The model; empty when there was none.</param>
/// <param name="Language">The language; empty when there was none.</param>
/// <param name="ResponseFormat">The format of the answer; empty when there was none.</param>
/// <param name="FileName">The file's name; empty when there was no file.</param>
/// <param name="File">The file.</param>
public sealed record TranscriptionRequest(
    string Target,
    string Authorization,
    string Model,
    string Language,
    string ResponseFormat,
    string FileName,
    ReadOnlyMemory<byte> File)
{
    /// <summary>The languages, for a model that takes a list of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The keywords, for a model that takes some.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The prompt; empty when there was none.</summary>
    public string Prompt { get; init; } = "";
}
