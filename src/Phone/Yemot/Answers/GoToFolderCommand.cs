namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>go_to_folder</c>: the caller moves to another extension or is disconnected.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Target"><c>/1/2</c> absolute, <c>3</c> relative, <c>..</c> up, <c>/</c> root, <c>hangup</c>.</param>
public sealed record GoToFolderCommand(int Position, string Target) : YemotCommand(Position);
