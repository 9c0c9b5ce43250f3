using YemotAi.Business.Answers;
using YemotAi.Business.Profiles;

namespace YemotAi.Unit.Business;

/// <summary>The business file that ships with the program, and the instant at which its questions are asked.</summary>
internal static class ExampleBusiness
{
    public static readonly BusinessProfile Profile =
        BusinessProfileLoader.LoadDirectory(Path.Combine(AppContext.BaseDirectory, "businesses")).Single(profile => profile.Id == "example");

    public static readonly BusinessKnowledge Knowledge = new([Profile]);

    /// <summary>Tuesday, 10:00 in Jerusalem, far from any exception.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 10, 10, 0, 0, TimeSpan.FromHours(2));

    public static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, file)).Where(line => line.Length > 0 && line[0] != '#');
}
