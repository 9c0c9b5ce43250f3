namespace YemotAi.Hosting.Settings;

/// <summary>Settings with which the program cannot start.</summary>
/// <param name="problems">Each names the setting, what is wrong with it and what is allowed.</param>
public sealed class SettingsException(IReadOnlyList<string> problems)
    : Exception("The settings are not right:" + string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}")))
{
    /// <summary>What is wrong, one by one.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
