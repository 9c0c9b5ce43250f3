namespace YemotAi.Calls;

/// <summary>Limits of a call, whatever its handler.</summary>
public sealed class CallOptions
{
    /// <summary>
    /// How long a request waits for its answer before the caller is told "one moment". Default 7 seconds: the
    /// platform's own patience is not documented, and the field saw it end between 8 and 10.
    /// </summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(7);

    /// <summary>
    /// How long a handler may work on one turn, over all "one moment" answers together, before it is given up with an
    /// apology. Default 90 seconds.
    /// </summary>
    public TimeSpan WorkLimit { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How long an effect (a message to keep, an appointment) waits for a store that is away before it fails, while the
    /// caller is asked to wait a moment. Default 45 seconds: longer than a store takes to restart. Everything else goes on
    /// from memory meanwhile.
    /// </summary>
    public TimeSpan StorePatience { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// After how long without a sign of it a call is over when no hang-up comes. Default 10 minutes: longer than any
    /// question waits for its caller.
    /// </summary>
    public TimeSpan IdleLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a call that we ended or handed over stays open for its hang-up notice. Default 1 minute.
    /// </summary>
    public TimeSpan FarewellLimit { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a call that went to another extension of its telephone system may stay there before it is over without
    /// a hang-up. Default 2 hours; it may come back at any time, after that too.
    /// </summary>
    public TimeSpan ElsewhereLimit { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// Within which time a request that was already answered is taken for a repetition; four times as long when it has
    /// the same time stamp, and not at all when it has another. Later, the call has left the extension and entered it
    /// again. Default 5 seconds.
    /// </summary>
    public TimeSpan RepetitionWindow { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many requests of one call are answered before it is ended. Default 400: a person does not reach it, a loop
    /// does, and a journal must not grow for ever.
    /// </summary>
    public int MaxTurns { get; set; } = 400;

    /// <summary>How many answers are kept for repeated requests. Default 8; older requests have nobody waiting.</summary>
    public int KeptAnswers { get; set; } = 8;

    /// <summary>
    /// How long a request waits before the whole sentences of an answer that is still being given are said while its end
    /// is awaited. Default 3 seconds: most answers are whole by then, and a longer silence is felt.
    /// </summary>
    public TimeSpan PartPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How much of an answer that is still being given is said at once while its end is awaited, in characters. Default
    /// 300, about twenty seconds: the caller may want to say something.
    /// </summary>
    public int MaxPartCharacters { get; set; } = 300;

    /// <summary>
    /// How many earlier exchanges a mind is given. Default 40, about a quarter of an hour of talk.
    /// </summary>
    public int MaxHistory { get; set; } = 40;
}
