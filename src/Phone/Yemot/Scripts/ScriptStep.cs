namespace YemotAi.Phone.Yemot.Scripts;

/// <summary>One step of a script.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Source">The line itself.</param>
internal abstract record ScriptStep(int Line, string Source);

/// <summary><c>dial [from=…] [extension=…]</c></summary>
internal sealed record DialStep(int Line, string Source, string? From, string? Extension) : ScriptStep(Line, Source);

/// <summary><c>hear …</c>, <c>hear not …</c></summary>
internal sealed record HearStep(int Line, string Source, HeardPattern Pattern, bool Not) : ScriptStep(Line, Source);

/// <summary><c>until … [within N]</c></summary>
internal sealed record UntilStep(int Line, string Source, HeardPattern Pattern, int Within) : ScriptStep(Line, Source);

/// <summary><c>say …</c></summary>
internal sealed record SayStep(int Line, string Source, string Words) : ScriptStep(Line, Source);

/// <summary><c>keys …</c></summary>
internal sealed record KeysStep(int Line, string Source, string Keys) : ScriptStep(Line, Source);

/// <summary><c>silence</c></summary>
internal sealed record SilenceStep(int Line, string Source) : ScriptStep(Line, Source);

/// <summary><c>record [seconds]</c></summary>
internal sealed record RecordStep(int Line, string Source, int Seconds) : ScriptStep(Line, Source);

/// <summary><c>repeat</c></summary>
internal sealed record RepeatStep(int Line, string Source) : ScriptStep(Line, Source);

/// <summary><c>hangup</c>, or <c>drop</c>, of which the line is not told.</summary>
internal sealed record HangUpStep(int Line, string Source, bool TellsLine) : ScriptStep(Line, Source);

/// <summary><c>expect …</c></summary>
internal sealed record ExpectStep(int Line, string Source, ScriptExpectation What, string Argument) : ScriptStep(Line, Source);
