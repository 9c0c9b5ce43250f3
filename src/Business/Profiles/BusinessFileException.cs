namespace YemotAi.Business.Profiles;

/// <summary>Business files that cannot be used. All their problems are named at once.</summary>
public sealed class BusinessFileException : Exception
{
    /// <summary>With everything that was found.</summary>
    /// <param name="problems">At least one.</param>
    public BusinessFileException(IReadOnlyList<BusinessFileProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>With a message and no details.</summary>
    public BusinessFileException(string message) : base(message) => Problems = [];

    /// <summary>With a message and a cause, and no details.</summary>
    public BusinessFileException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>With nothing.</summary>
    public BusinessFileException() => Problems = [];

    /// <summary>What is wrong, by file and line.</summary>
    public IReadOnlyList<BusinessFileProblem> Problems { get; }
}
