namespace YemotAi.Simulators.Models;

/// <summary>What a model was asked, whichever vendor's interface it came by. Proves what a conversation remembered.</summary>
public sealed record ModelRequest
{
    /// <summary>The interface: <c>responses</c>, <c>chat</c> or <c>messages</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>The model that was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The key that came with it; empty for none.</summary>
    public string Key { get; init; } = "";

    /// <summary>All that the host told the model about how to behave, in order.</summary>
    public string System { get; init; } = "";

    /// <summary>The conversation, oldest first; the last one is what was said now.</summary>
    public IReadOnlyList<ModelMessage> Messages { get; init; } = [];

    /// <summary>The names of the tools that it may call.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>What tools gave since the user spoke last, oldest first.</summary>
    public IReadOnlyList<string> ToolResults { get; init; } = [];

    /// <summary>The JSON schema that the answer must have; null for none.</summary>
    public string? Schema { get; init; }

    /// <summary>Whether the vendor was asked to keep the beginning in its cache.</summary>
    public bool Caches { get; init; }

    /// <summary>The body as it came.</summary>
    public required string Body { get; init; }

    /// <summary>What was said now.</summary>
    public string Said => Messages.LastOrDefault(message => message.Role == "user")?.Text ?? "";

    /// <summary>How many times the user has spoken in it.</summary>
    public int Turns => Messages.Count(message => message.Role == "user");
}
