namespace YemotAi.Benchmarks.Minds;

/// <summary>One conversation that goes on from turn to turn.</summary>
internal interface ICaller
{
    /// <summary>Asks the next question and waits for the answer.</summary>
    Task<MeasuredTurn> TakeTurnAsync();

    /// <summary>Ends the conversation.</summary>
    Task HangUpAsync();
}
