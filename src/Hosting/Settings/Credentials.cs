namespace YemotAi.Hosting.Settings;

/// <summary>Which settings hold something that nobody else may know.</summary>
internal static class Credentials
{
    /// <summary>How their names end. A connection string of Redis holds its password.</summary>
    private static readonly string[] Endings = ["Secret", "Secrets", "Key", "Keys", "Password", "Token", "Credential", "Credentials", "Redis"];

    /// <summary>Whether a setting's value must never be shown, not even a wrong one.</summary>
    /// <param name="name">Its own name, or its path (<c>Yemot:Secrets:0</c>); then any part of it counts.</param>
    public static bool IsOne(string name) =>
        name.Split(':').Any(part => Endings.Any(ending => part.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
