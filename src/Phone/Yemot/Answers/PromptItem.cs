namespace YemotAi.Phone.Yemot.Answers;

/// <summary>One item of a prompt.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Content">What stands after the type and the dash.</param>
/// <param name="Position">Where the item begins in the answer.</param>
public sealed record PromptItem(PromptItemKind Kind, string Content, int Position);
