using System.Text.Json;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Codex.AppServer;

/// <summary>What happened in a turn of an app-server.</summary>
/// <param name="Turn">The turn's id; empty when it is not said.</param>
internal abstract record AppServerEvent(string Turn)
{
    /// <summary>About how many signs it holds.</summary>
    public virtual int Size => 0;

    /// <summary>The model begins a message.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Item">The message's id.</param>
    /// <param name="IsCommentary">It is about what the model does, no answer.</param>
    internal sealed record MessageBegan(string Turn, string Item, bool IsCommentary) : AppServerEvent(Turn);

    /// <summary>More words of a message.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Item">The message's id.</param>
    /// <param name="Text">The words.</param>
    internal sealed record Words(string Turn, string Item, string Text) : AppServerEvent(Turn)
    {
        public override int Size => Text.Length;
    }

    /// <summary>A message is whole.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Text">All of it.</param>
    /// <param name="IsCommentary">It is about what the model does, no answer.</param>
    internal sealed record MessageEnded(string Turn, string Text, bool IsCommentary) : AppServerEvent(Turn)
    {
        public override int Size => Text.Length;
    }

    /// <summary>The model calls a tool of the host's and waits for what it gives.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Request">The id of the request, as JSON, for the answer to it.</param>
    /// <param name="Tool">The tool's name.</param>
    /// <param name="Arguments">What the model gave; anything.</param>
    internal sealed record ToolCalled(string Turn, string Request, string Tool, JsonElement Arguments) : AppServerEvent(Turn);

    /// <summary>One request to the model was counted.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Usage">What it used.</param>
    internal sealed record Used(string Turn, MindUsage Usage) : AppServerEvent(Turn);

    /// <summary>The turn is over.</summary>
    /// <param name="Turn">The turn's id.</param>
    /// <param name="Failure">Why it failed; null when it was completed.</param>
    internal sealed record Ended(string Turn, MindException? Failure) : AppServerEvent(Turn);

    /// <summary>The process is gone.</summary>
    internal sealed record Gone() : AppServerEvent("");
}
