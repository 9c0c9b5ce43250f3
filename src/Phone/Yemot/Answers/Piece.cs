namespace YemotAi.Phone.Yemot.Answers;

/// <summary>A part of an answer that knows where in the answer it stands.</summary>
internal readonly record struct Piece(string Text, int Position)
{
    public bool IsEmpty => Text.Length == 0;

    public List<Piece> Split(char separator)
    {
        var pieces = new List<Piece>();
        var start = 0;
        while (true)
        {
            var end = Text.IndexOf(separator, start);
            if (end < 0)
            {
                pieces.Add(From(start));
                return pieces;
            }
            pieces.Add(new Piece(Text[start..end], Position + start));
            start = end + 1;
        }
    }

    /// <summary>The rest of this piece, from an index in it.</summary>
    public Piece From(int start) => new(Text[start..], Position + start);
}
