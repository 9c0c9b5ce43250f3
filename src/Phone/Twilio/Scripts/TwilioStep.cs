using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>One step of a script.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Source">The line itself.</param>
internal abstract record TwilioStep(int Line, string Source);

/// <summary><c>dial [from=…] [to=…]</c></summary>
internal sealed record DialStep(int Line, string Source, string? From, string? To) : TwilioStep(Line, Source);

/// <summary><c>say …</c></summary>
internal sealed record SayStep(int Line, string Source, string Words) : TwilioStep(Line, Source);

/// <summary><c>play FILE</c></summary>
internal sealed record PlayStep(int Line, string Source, string File) : TwilioStep(Line, Source);

/// <summary><c>keys …</c></summary>
internal sealed record KeysStep(int Line, string Source, string Keys) : TwilioStep(Line, Source);

/// <summary><c>wait N</c></summary>
internal sealed record PauseStep(int Line, string Source, TimeSpan Length) : TwilioStep(Line, Source);

/// <summary><c>wait speech|silence|stream|recording|keys|end [within N]</c></summary>
/// <param name="Line">Its line.</param>
/// <param name="Source">The line itself.</param>
/// <param name="What">For what.</param>
/// <param name="Quiet">How long silence is.</param>
/// <param name="Within">How long to wait for it.</param>
internal sealed record WaitStep(int Line, string Source, string What, TimeSpan Quiet, TimeSpan Within) : TwilioStep(Line, Source);

/// <summary><c>hear …</c>, <c>hear not …</c></summary>
internal sealed record HearStep(int Line, string Source, HeardPattern Pattern, bool Not) : TwilioStep(Line, Source);

/// <summary><c>expect silence N</c></summary>
internal sealed record SilenceStep(int Line, string Source, TimeSpan Length) : TwilioStep(Line, Source);

/// <summary><c>expect …</c></summary>
internal sealed record ExpectStep(int Line, string Source, string What, string Argument) : TwilioStep(Line, Source);

/// <summary><c>hangup</c>, <c>drop</c>, <c>break</c>, <c>stall</c>, <c>resume</c></summary>
internal sealed record ActStep(int Line, string Source, string What) : TwilioStep(Line, Source);
