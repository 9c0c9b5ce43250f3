namespace YemotAi.Calls;

/// <summary>What the telephone platform said about a call when it entered an extension. Nothing of it is certain.</summary>
public sealed record CallFacts
{
    /// <summary>The call's key: the wire's name, a colon, and the platform's call id, an opaque string.</summary>
    public required string Key { get; init; }

    /// <summary>The extension's path without a leading slash; empty is the root.</summary>
    public string Extension { get; init; } = "";

    /// <summary>The caller's number in national form; empty when withheld or not sent.</summary>
    public string Caller { get; init; } = "";

    /// <summary>The main number of the telephone system that was called.</summary>
    public string Line { get; init; } = "";

    /// <summary>The number that was really dialled; the same as <see cref="Line"/> or a further number of it.</summary>
    public string Dialled { get; init; } = "";

    /// <summary>The personal login of the caller in the telephone system (type and id), if there was one.</summary>
    public string Login { get; init; } = "";

    /// <summary>The name that belongs to the login, if it was sent.</summary>
    public string LoginName { get; init; } = "";
}
