namespace YemotAi.Phone.Yemot.Answers;

/// <summary>One command of an answer.</summary>
/// <param name="Position">Where it begins in the answer, in characters from 0.</param>
public abstract record YemotCommand(int Position)
{
    /// <summary>Whether another command may follow it in the same answer.</summary>
    public virtual bool MayBeFollowed => false;
}
