namespace YemotAi.Simulators.Models.Wire;

/// <summary>How a vendor writes one answer, streamed or whole.</summary>
internal interface IAnswerWriter
{
    /// <summary>What comes before the model has begun to think.</summary>
    Task BeginAsync();

    /// <summary>A piece of the text.</summary>
    Task PieceAsync(string piece);

    /// <summary>The end, with the calls of tools.</summary>
    Task EndAsync(ModelAnswer answer, AnswerEnd end);

    /// <summary>An error of the vendor's after the answer has begun.</summary>
    Task ErrAsync(ModelFault fault);

    /// <summary>The beginning of an answer whose end never comes.</summary>
    Task BreakAsync();

    /// <summary>What is not of the protocol.</summary>
    Task GarbageAsync();
}

/// <summary>How an answer ends.</summary>
internal enum AnswerEnd
{
    /// <summary>Whole.</summary>
    Complete,

    /// <summary>At the limit of tokens.</summary>
    CutShort,

    /// <summary>The vendor's safety rules end it.</summary>
    Forbidden,
}
