using System.Reflection;

namespace YemotAi.Unit.Yemot;

/// <summary>Test data that is built into this assembly.</summary>
internal static class TestFile
{
    /// <summary>The lines of a file, named by its path below this project with dots.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"YemotAi.Unit.{name}")
            ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
