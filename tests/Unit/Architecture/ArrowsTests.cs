using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace YemotAi.Unit.Architecture;

/// <summary>Who may know whom. Arrows point one way, from the programs to the brain.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Speech"] = [],
        ["Calls"] = ["Speech"],
        ["Business"] = ["Calls"],
        ["Providers"] = ["Calls", "Speech"],
        ["Telephony"] = ["Calls"],
        ["Hosting"] = ["Business", "Calls", "Providers", "Telephony"],
        ["Standalone"] = ["Hosting"],
        ["Grains.Interfaces"] = ["Calls"],
        ["Grains"] = ["Grains.Interfaces", "Calls"],
        ["Silo"] = ["Grains", "Grains.Interfaces", "Hosting"],
        ["Gateway"] = ["Grains.Interfaces", "Hosting"],
        // The phone is the other side of the line: it shares nothing with what it judges but the algorithms of sound.
        ["Phone"] = ["Speech"],
    };

    public static TheoryData<string> Projects =>
        new(Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!));

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "YemotAi.slnf")))
                folder = folder.Parent ?? throw new InvalidOperationException("The root of the repository was not found.");
            return folder.FullName;
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_arrows_allow(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no arrows yet: add it to this test.");
        var file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Empty(references.Except(allowed!));
    }

    [Theory]
    [InlineData("Speech", "Microsoft.", "System.Net", "YemotAi.")]
    [InlineData("Calls", "Microsoft.AspNetCore", "System.Net.Http", "SQLitePCL", "YamlDotNet", "Orleans")]
    [InlineData("Business", "Microsoft.AspNetCore", "System.Net.Http", "SQLitePCL", "Orleans")]
    [InlineData("Providers", "Microsoft.AspNetCore", "SQLitePCL", "YamlDotNet", "Orleans")]
    [InlineData("Telephony", "SQLitePCL", "YamlDotNet", "Orleans")]
    [InlineData("Hosting", "SQLitePCL", "Orleans")]
    [InlineData("Standalone", "Orleans")]
    public void An_assembly_uses_nothing_that_belongs_to_another_room(string project, params string[] forbidden)
    {
        var used = Assembly.Load("YemotAi." + project).GetReferencedAssemblies().Select(name => name.Name!).ToList();
        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, name => forbidden.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void Inside_the_brain_there_are_no_locks_and_no_way_off_the_actors_thread()
    {
        var calls = Directory.GetFiles(Path.Combine(Root, "src", "Calls"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToDictionary(file => file, File.ReadAllLines);
        Assert.NotEmpty(calls);
        string[] forbidden = ["ConfigureAwait(false)", "lock (", "new Lock(", "Task.Run(", ".GetAwaiter().GetResult()"];
        var found = calls.SelectMany(file => file.Value
            .Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
            .Where(line => forbidden.Any(word => line.Contains(word, StringComparison.Ordinal)))
            .Select(line => $"{Path.GetFileName(file.Key)}: {line.Trim()}"));
        Assert.Empty(found);
    }

    [Fact]
    public void The_filter_holds_every_project_that_needs_no_Orleans_package()
    {
        var filter = File.ReadAllText(Path.Combine(Root, "YemotAi.slnf"));
        var missing = Directory.GetFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !File.ReadAllText(file).Contains("Microsoft.Orleans", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !filter.Contains($"\"{file}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }
}
