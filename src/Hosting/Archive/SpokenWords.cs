using YemotAi.Calls.Storage;

namespace YemotAi.Hosting.Archive;

/// <summary>What is searched when a call is looked for by text.</summary>
internal static class SpokenWords
{
    /// <summary>All lines of a call in the form that <see cref="SearchText.Fold"/> gives, one under the other.</summary>
    public static string Of(FinishedCall call) =>
        string.Join('\n', call.Transcript.Select(line => SearchText.Fold(line.Text)));
}
