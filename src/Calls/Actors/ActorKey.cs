namespace YemotAi.Calls.Actors;

/// <summary>The name of one actor: what kind it is and which one of that kind.</summary>
/// <param name="Kind">The kind, a constant of ours such as <c>call</c>.</param>
/// <param name="Id">
/// Which one. Comes from outside (a call id of the telephone platform), so it is an opaque string: never a path, never
/// a part of a command.
/// </param>
public readonly record struct ActorKey(string Kind, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Id}";
}
