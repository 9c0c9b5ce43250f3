namespace YemotAi.Providers;

/// <summary>What is set for every mind that is a model, whichever vendor's.</summary>
public abstract class MindOptions
{
    /// <summary>The name by which <c>Minds</c> and business files choose it.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The account whose limits it shares: minds with the same account wait in one queue. Empty, the default: the name.
    /// </summary>
    public string Account { get; set; } = "";

    /// <summary>
    /// How many turns run at once in the account. Default 64 for web interfaces, 16 for the Codex CLI, 4 for the Claude
    /// Code CLI, where a turn is a process of some 200 MiB.
    /// </summary>
    public int MaxAtOnce { get; set; } = 64;

    /// <summary>How many turns wait for the account; further ones go to the next mind. Default 100.</summary>
    public int QueueLength { get; set; } = 100;

    /// <summary>How long a turn waits in the queue before the next mind is asked. Default 6 seconds.</summary>
    public TimeSpan WaitLimit { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// How long the first word may take before the next mind is asked; not for minds that give all words at once.
    /// Default 10 seconds.
    /// </summary>
    public TimeSpan FirstWordLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the whole answer may take before the next mind is asked. Default 30 seconds.</summary>
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a million tokens of input cost, in shekels. Default 0.</summary>
    public decimal InputPrice { get; set; }

    /// <summary>What a million tokens of input cost that the vendor had in its cache, in shekels. Default 0.</summary>
    public decimal CachedInputPrice { get; set; }

    /// <summary>What a million tokens of output cost, in shekels. Default 0.</summary>
    public decimal OutputPrice { get; set; }

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public virtual IEnumerable<string> Problems()
    {
        // It is also the name of a folder.
        if (Name.Length is 0 or > 40 || Name[0] == '.' || Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
            yield return $"{nameof(Name)} is '{Name}': allowed are 1 to 40 letters, digits, '-', '_' and '.', the last not at the beginning.";
        if (Name == "keyless") yield return $"{nameof(Name)} is 'keyless': that name is taken.";
        if (Account.Length > 40) yield return $"{nameof(Account)} is too long: allowed are up to 40 signs.";
        if (MaxAtOnce is < 1 or > 10_000) yield return $"{nameof(MaxAtOnce)} is {MaxAtOnce}: allowed is 1 to 10000.";
        if (QueueLength is < 0 or > 100_000) yield return $"{nameof(QueueLength)} is {QueueLength}: allowed is 0 to 100000.";
        foreach (var (name, value, most) in new[]
        {
            (nameof(WaitLimit), WaitLimit, TimeSpan.FromMinutes(2)),
            (nameof(FirstWordLimit), FirstWordLimit, TimeSpan.FromMinutes(5)),
            (nameof(AnswerLimit), AnswerLimit, TimeSpan.FromMinutes(5)),
        })
        {
            if (value < TimeSpan.FromMilliseconds(100) || value > most)
                yield return $"{name} is {value}: allowed is 00:00:00.1 to {most}.";
        }

        foreach (var (name, value) in new[]
        {
            (nameof(InputPrice), InputPrice), (nameof(CachedInputPrice), CachedInputPrice), (nameof(OutputPrice), OutputPrice),
        })
        {
            if (value is < 0 or > 100_000) yield return $"{name} is {value}: allowed is 0 to 100000.";
        }
    }
}
