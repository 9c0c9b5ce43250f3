using System.Text.RegularExpressions;

namespace YemotAi.Deployment.Images;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Stage">The stage that it belongs to.</param>
/// <param name="Word">Such as <c>COPY</c>.</param>
/// <param name="Text">What follows it.</param>
internal sealed record Instruction(string Stage, string Word, string Text);

/// <summary>A program's Dockerfile.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<Instruction> _instructions = [];
    private readonly Dictionary<string, string> _bases = [];

    private Dockerfile(string program, string text)
    {
        Program = program;
        var lines = text.Split('\n').Where(line => !line.StartsWith('#'));
        foreach (var line in Continued().Replace(string.Join('\n', lines), " ").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            if (word == "FROM")
            {
                var from = rest.Split(" AS ");
                Last = from.Length > 1 ? from[1] : "";
                _bases.Add(Last, from[0]);
            }

            _instructions.Add(new Instruction(Last, word, rest));
        }
    }

    /// <summary>The program's folder in <c>src</c>.</summary>
    public string Program { get; }

    /// <summary>The stage that is built when none is named.</summary>
    public string Last { get; } = "";

    /// <summary>All stages with what they begin from: an image, or an earlier stage.</summary>
    public IReadOnlyDictionary<string, string> Stages => _bases;

    public static Dockerfile Of(string program) => new(program, File.ReadAllText(Repository.At("src", program, "Dockerfile")));

    /// <summary>A stage's instructions of one kind, after those of the stages it begins from.</summary>
    public IEnumerable<string> In(string stage, string word) =>
        (_bases[stage] is var from && _bases.ContainsKey(from) ? In(from, word) : [])
        .Concat(_instructions.Where(instruction => instruction.Stage == stage && instruction.Word == word).Select(instruction => instruction.Text));

    /// <summary>The image from which a stage begins in the end.</summary>
    public string ImageOf(string stage) => _bases.ContainsKey(_bases[stage]) ? ImageOf(_bases[stage]) : _bases[stage];

    /// <summary>The variables that a stage sets.</summary>
    public Dictionary<string, string> Variables(string stage) =>
        In(stage, "ENV").SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();
}
