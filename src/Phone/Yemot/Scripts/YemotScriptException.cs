namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>A script cannot be read.</summary>
public sealed class YemotScriptException : Exception
{
    /// <summary>A script cannot be read, for no stated reason.</summary>
    public YemotScriptException()
    {
    }

    /// <summary>A script cannot be read.</summary>
    /// <param name="message">Why.</param>
    public YemotScriptException(string message)
        : base(message)
    {
    }

    /// <summary>A script cannot be read.</summary>
    /// <param name="message">Why.</param>
    /// <param name="innerException">What came before.</param>
    public YemotScriptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A line of a script cannot be read.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="reason">Why.</param>
    public YemotScriptException(int line, string reason)
        : base($"line {line}: {reason}") => Line = line;

    /// <summary>The line, from 1; 0 when it is not about one line.</summary>
    public int Line { get; }
}
