namespace YemotAi.Simulators.Models;

/// <summary>What a simulated model answers, and how it goes wrong.</summary>
public sealed record ModelAnswer
{
    /// <summary>The text, in the pieces in which it is streamed.</summary>
    public IReadOnlyList<string> Pieces { get; init; } = [];

    /// <summary>What it calls after its text, all at once.</summary>
    public IReadOnlyList<ModelToolCall> Calls { get; init; } = [];

    /// <summary>How it goes wrong.</summary>
    public ModelFault Fault { get; init; }

    /// <summary>Time before the first piece: the model thinks.</summary>
    public TimeSpan Thinks { get; init; }

    /// <summary>Done before the first piece, such as waiting until a test says so.</summary>
    public Func<CancellationToken, Task>? Before { get; init; }

    /// <summary>Done after the first piece is sent, such as waiting until a test says so.</summary>
    public Func<CancellationToken, Task>? AfterFirst { get; init; }

    /// <summary>What <c>Retry-After</c> says, in seconds, with <see cref="ModelFault.RateLimited"/>; null leaves it out.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>An answer of one text, streamed by words.</summary>
    public static ModelAnswer Of(string text) => new() { Pieces = Words(text) };

    /// <summary>An answer that goes wrong.</summary>
    public static ModelAnswer Of(ModelFault fault) => new() { Fault = fault, Pieces = ["אחת. ", "שתיים. ", "שלוש."] };

    /// <summary>An answer that calls a tool and says nothing.</summary>
    public static ModelAnswer Calling(string tool, string arguments = "{}") => new() { Calls = [new(tool, arguments)] };

    private static List<string> Words(string text)
    {
        var pieces = new List<string>();
        for (var from = 0; from < text.Length;)
        {
            var space = text.IndexOf(' ', from);
            var to = space < 0 ? text.Length : space + 1;
            pieces.Add(text[from..to]);
            from = to;
        }

        return pieces;
    }
}
