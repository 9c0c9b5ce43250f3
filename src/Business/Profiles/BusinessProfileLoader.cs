using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace YemotAi.Business.Profiles;

/// <summary>Loads business files and checks all of them, so that a mistake shows at start and not in a call.</summary>
public static class BusinessProfileLoader
{
    /// <summary>Loads every <c>*.yaml</c> and <c>*.yml</c> of a directory, in the order of their names.</summary>
    /// <param name="directory">The directory; its subdirectories are not read.</param>
    /// <returns>The profiles, with ids that differ; none if the directory has no such file.</returns>
    /// <exception cref="BusinessFileException">Names everything that is wrong, in all files.</exception>
    public static IReadOnlyList<BusinessProfile> LoadDirectory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var problems = new List<BusinessFileProblem>();
        var profiles = new List<BusinessProfile>();
        var fileOfId = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Files(directory))
        {
            var file = Path.GetFileName(path);
            var found = new FileProblems(file);
            var profile = ReadFile(path, found) is { } text ? ReadProfile(file, text, found) : null;
            problems.AddRange(found.Found);
            if (profile is null)
                continue;
            if (fileOfId.TryAdd(profile.Id, file))
                profiles.Add(profile);
            else
                problems.Add(new BusinessFileProblem(file, 0, "id", $"is \"{profile.Id}\", as in {fileOfId[profile.Id]}; each business needs an id of its own"));
        }

        return problems.Count == 0
            ? profiles
            : throw new BusinessFileException([.. problems.Take(BusinessFileLimits.Problems)]);
    }

    /// <summary>Reads one profile from its text.</summary>
    /// <param name="file">The file's name, for messages and as the id where the text gives none.</param>
    /// <param name="text">The YAML.</param>
    /// <exception cref="BusinessFileException">Names everything that is wrong.</exception>
    public static BusinessProfile LoadText(string file, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(text);
        var problems = new FileProblems(file);
        return ReadProfile(file, text, problems) ?? throw new BusinessFileException(problems.Found);
    }

    private static List<string> Files(string directory)
    {
        try
        {
            List<string> files =
            [
                .. Directory.EnumerateFiles(directory)
                    .Where(path => Path.GetExtension(path) is ".yaml" or ".yml")
                    .Take(BusinessFileLimits.Files + 1)
                    .Order(StringComparer.Ordinal),
            ];
            return files.Count <= BusinessFileLimits.Files
                ? files
                : throw Whole(directory, $"has more than {BusinessFileLimits.Files} business files");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Whole(directory, $"cannot be read: {e.Message} It must be a directory of business files (*.yaml)");
        }
    }

    private static BusinessFileException Whole(string directory, string message) =>
        new([new BusinessFileProblem(directory, 0, "", message)]);

    private static string? ReadFile(string path, FileProblems problems)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[BusinessFileLimits.FileBytes + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > BusinessFileLimits.FileBytes)
            {
                problems.Add(0, "", $"is larger than {BusinessFileLimits.FileBytes / 1024} KiB, the most that is allowed");
                return null;
            }

            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            problems.Add(0, "", "is not UTF-8 text; save it with the encoding UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(0, "", $"cannot be read: {e.Message}");
        }

        return null;
    }

    private static BusinessProfile? ReadProfile(string file, string text, FileProblems problems)
    {
        if (text.Length > BusinessFileLimits.FileBytes)
        {
            problems.Add(0, "", $"is larger than {BusinessFileLimits.FileBytes / 1024} KiB, the most that is allowed");
            return null;
        }

        try
        {
            if (!IsPlain(text, problems))
                return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            {
                problems.Add(1, "", "must be one map of keys, such as name, hours, address, services, questions");
                return null;
            }

            var profile = new ProfileReader(problems).Read(root, Path.GetFileNameWithoutExtension(file).ToLowerInvariant());
            return problems.Found.Count == 0 ? profile : null;
        }
        catch (YamlException e)
        {
            problems.Add((int)e.Start.Line, "", $"is not valid YAML: {e.InnerException?.Message ?? e.Message}");
            return null;
        }
    }

    // Reads the events alone first: references could make a small file a huge tree, and deep nesting would take the
    // stack of whoever builds the tree.
    private static bool IsPlain(string text, FileProblems problems)
    {
        var parser = new Parser(new StringReader(text));
        int depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            if (current is AnchorAlias)
            {
                problems.Add(
                    (int)current.Start.Line,
                    "",
                    "uses a reference (*name), which is not allowed; if it is a text that begins with *, put it in quotes");
            }

            if (depth > BusinessFileLimits.Depth + 2)
                problems.Add((int)current.Start.Line, "", $"has lists and maps deeper in each other than the {BusinessFileLimits.Depth} allowed");
            if (problems.Found.Count > 0)
                return false;
        }

        return true;
    }
}
