namespace YemotAi.Telephony.Yemot.Answers;

/// <summary>What the caller hears in one go: one or more items. There is no empty prompt.</summary>
public sealed class Prompt
{
    private readonly PromptItem[] _items;

    private Prompt(PromptItem[] items) => _items = items;

    /// <summary>The items in their order, at least one.</summary>
    public IReadOnlyList<PromptItem> Items => _items;

    /// <summary>What the caller hears, for a transcript.</summary>
    public string Said => string.Join(' ', _items.Select(item => item.Said).Where(said => said.Length > 0));

    /// <summary>A prompt of these items.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Prompt Of(params IEnumerable<PromptItem> items) =>
        TryOf(items) ?? throw new ArgumentException("A prompt has at least one item.", nameof(items));

    /// <summary>As <see cref="Of"/>; null when there are none.</summary>
    public static Prompt? TryOf(IEnumerable<PromptItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var all = items.ToArray();
        if (Array.Exists(all, item => item is null))
            throw new ArgumentException("An item of a prompt is null.", nameof(items));
        return all.Length == 0 ? null : new Prompt(all);
    }

    /// <summary>This prompt and then another.</summary>
    public Prompt And(Prompt next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new Prompt([.. _items, .. next._items]);
    }

    /// <summary>This prompt and then further items.</summary>
    public Prompt And(params IEnumerable<PromptItem> items) => Of([.. _items, .. items]);

    /// <summary>The items as the wire has them.</summary>
    public override string ToString() => string.Join('.', _items.Select(item => item.ToString()));
}
