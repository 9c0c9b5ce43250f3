namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>id_list_message</c>: plays items. Alone, the caller then leaves the extension.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Items">What is played, in order.</param>
public sealed record IdListMessageCommand(int Position, IReadOnlyList<PromptItem> Items) : YemotCommand(Position)
{
    /// <inheritdoc/>
    public override bool MayBeFollowed => true;
}
