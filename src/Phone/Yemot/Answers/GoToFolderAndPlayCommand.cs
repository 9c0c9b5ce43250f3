namespace YemotAi.Phone.Yemot.Answers;

/// <summary><c>go_to_folder_and_play</c>: the caller moves to an extension and hears a file there.</summary>
/// <param name="Position">Where it begins in the answer.</param>
/// <param name="Target">The extension, as in <see cref="GoToFolderCommand"/>.</param>
/// <param name="File">The file's name or full path.</param>
/// <param name="OffsetMilliseconds">Where in the file it begins.</param>
public sealed record GoToFolderAndPlayCommand(int Position, string Target, string File, int OffsetMilliseconds)
    : YemotCommand(Position);
