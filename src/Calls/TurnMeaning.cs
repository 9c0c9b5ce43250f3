namespace YemotAi.Calls;

/// <summary>What a request means to the call it belongs to.</summary>
internal abstract record TurnMeaning
{
    private TurnMeaning()
    {
    }

    /// <summary>The call enters an extension, for the first time or again.</summary>
    public sealed record Entry : TurnMeaning;

    /// <summary>The caller answered what was asked last.</summary>
    public sealed record Next(string Value) : TurnMeaning;

    /// <summary>It was answered before; null when that is too long ago for anyone to wait.</summary>
    public sealed record Repetition(string? Body) : TurnMeaning;
}
