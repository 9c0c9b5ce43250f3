namespace YemotAi.Calls.Sound.Across;

/// <summary>What an actor can tell the line that is attached to it.</summary>
public interface ILineCarrier : ISoundCarrier
{
    /// <summary>The actor leaves its place: this attachment is over, the line attaches anew.</summary>
    void Moved(int attachment);

    /// <summary>A later line has taken the place.</summary>
    void Replaced();
}
