using YemotAi.Calls.Flows;

namespace YemotAi.Calls.Agent;

/// <summary>
/// The agent: greets, listens, thinks, says, and listens again, until goodbye. A flow like any other: it keeps nothing
/// between requests.
/// </summary>
public sealed partial class AgentFlow
{
    private const int ShortCharacters = 160;

    private readonly AgentSettings _settings;
    private readonly AgentServices _services;
    private readonly AgentPhrases _phrases = AgentPhrases.Hebrew;
    private readonly SpokenCommands _commands = SpokenCommands.Hebrew;
    private readonly MessageTaking _messages;

    /// <summary>Makes an agent.</summary>
    /// <param name="settings">How this agent answers.</param>
    /// <param name="services">What all agents share.</param>
    /// <exception cref="ArgumentException">It is to listen by recording, and nobody transcribes recordings.</exception>
    public AgentFlow(AgentSettings settings, AgentServices services)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(services);
        if (settings.Listen == ListenBy.Recording && services.Ears is null)
            throw new ArgumentException("An agent that listens by recording needs someone who transcribes recordings.", nameof(services));
        _settings = settings;
        _services = services;
        _messages = new MessageTaking(settings, services);
    }

    /// <summary>The handler of the extension.</summary>
    public async Task RunAsync(ICall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var talk = new Talk { Last = Opening(call.Business), MaxCharacters = _settings.MaxCharacters };
        await call.Say(talk.Last);
        while (true)
        {
            var heard = await ListenAsync(call, talk);
            if (heard.IsSilence)
            {
                talk.Unclear = heard.IsUnclear;
                await NothingHeardAsync(call, talk);
                continue;
            }

            talk.Silences = 0;
            if (++talk.Turns > _settings.MaxTurns || call.Now - call.Began > TimeSpan.FromMinutes(_settings.MaxMinutes))
                await FarewellAsync(call, _phrases.LimitReached);
            var command = _commands.Read(heard);
            if (talk.Offering && await TakeOfferAsync(call, talk, heard, command)) continue;
            if (talk.Later.Length > 0 && await GoOnAsync(call, talk, heard, command)) continue;
            await RespondAsync(call, talk, heard, command);
        }
    }

    /// <summary>
    /// Helps once, then says goodbye. A caller who spoke but whom we could not hear is not to blame: before the
    /// goodbye, a message is taken, which needs no ears.
    /// </summary>
    private async Task NothingHeardAsync(ICall call, Talk talk)
    {
        // Who is asked whether to go on and says nothing is listening.
        if (talk.Later.Length > 0)
        {
            await SayPartAsync(call, talk, talk.Later);
            return;
        }

        talk.Silences++;
        if (talk.Silences == 1)
        {
            if (talk.Offering) await SayAsync(call, talk, OfferAgain);
            else await SayAsync(call, talk, _settings.Listen == ListenBy.Recording || talk.Unclear
                ? _phrases.SayAgain
                : _phrases.Help.Replace("{topics}", _services.Knowledge.Topics(call.Business), StringComparison.Ordinal));
        }
        else if (talk.Silences == 2 && (talk.Deaf || talk.Unclear))
        {
            await TakeUnheardMessageAsync(call, talk);
        }
        else
        {
            await FarewellAsync(call, _phrases.SilentGoodbye);
        }
    }

    private async Task TakeUnheardMessageAsync(ICall call, Talk talk)
    {
        talk.Offering = false;
        await call.Say(_phrases.CannotHear, talk.Pace);
        talk.Last = await _messages.TakeAsync(call);
    }

    private async Task RespondAsync(ICall call, Talk talk, Heard heard, SpokenCommand command)
    {
        switch (command)
        {
            case SpokenCommand.StartAgain:
                await call.Forget();
                talk.Pace = Pace.Normal;
                talk.MaxCharacters = _settings.MaxCharacters;
                await SayAsync(call, talk, _phrases.OpeningAgain);
                break;
            case SpokenCommand.Repeat:
                await call.Say(talk.Last, talk.Pace);
                break;
            case SpokenCommand.Slower:
                talk.Pace = Pace.Slow;
                await call.Say(talk.Last, talk.Pace);
                break;
            case SpokenCommand.Shorter:
                talk.MaxCharacters = Math.Min(ShortCharacters, _settings.MaxCharacters);
                await SayAsync(call, talk, SpokenLength.Shorten(talk.Last, talk.MaxCharacters));
                break;
            case SpokenCommand.Goodbye:
                await FarewellAsync(call, _phrases.Goodbye);
                break;
            case SpokenCommand.Person:
                await TransferAsync(call, talk);
                break;
            default:
                await AskMindAsync(call, talk, heard);
                break;
        }
    }

    private static async Task OfferMessageAsync(ICall call, Talk talk, string offer)
    {
        talk.Offering = true;
        await SayAsync(call, talk, offer);
    }

    /// <summary>
    /// A message was offered: takes yes or no, and tells whether it was one. Anything else that is said is a new
    /// question: the caller has moved on, and so do we. Only "again" and its like leave the offer standing.
    /// </summary>
    private async Task<bool> TakeOfferAsync(ICall call, Talk talk, Heard heard, SpokenCommand command)
    {
        if (command is SpokenCommand.Repeat or SpokenCommand.Slower or SpokenCommand.Shorter) return false;
        talk.Offering = false;
        // "No, thanks" is a goodbye elsewhere; here it is a no.
        if (command is not (SpokenCommand.None or SpokenCommand.Goodbye) || _commands.ReadYesNo(heard) is not { } yes)
            return false;
        if (yes) talk.Last = await _messages.TakeAsync(call);
        else await SayAsync(call, talk, _phrases.NoMessageThen);
        return true;
    }

    private string OfferAgain =>
        _settings.Listen == ListenBy.Recording ? _phrases.OfferAgainSpoken : _phrases.OfferAgain;

    private async Task TransferAsync(ICall call, Talk talk)
    {
        if (_settings.PersonNumber.Length > 0)
        {
            await call.Say(_phrases.Transferring, talk.Pace);
            await call.Transfer(_settings.PersonNumber);
        }

        await OfferMessageAsync(call, talk, _phrases.NoPerson);
    }

    private async Task<Heard> ListenAsync(ICall call, Talk talk)
    {
        talk.Deaf = false;
        if (_settings.Listen != ListenBy.Recording)
        {
            return await call.Listen(new Listening
            {
                Language = _settings.Language,
                LongSpeech = _settings.Listen == ListenBy.LongSpeech,
                KeysToo = _settings.Listen == ListenBy.Speech,
            });
        }

        var heard = await call.Record(new Recording { MaxSeconds = 60, KeepOnHangUp = false });
        if (heard.Recording is not { } recording) return heard;
        var words = await call.Compute(
            "transcript", cancellation => TranscribeAsync(call.Facts, recording, cancellation), words => words);
        talk.Deaf = words is null;
        return string.IsNullOrEmpty(words) ? new Heard("") : new Heard(words, Recording: recording);
    }

    /// <summary>
    /// The words of a recording; null when it could not be transcribed, which the ears have logged: the caller is asked
    /// again instead of losing the call.
    /// </summary>
    private async Task<string?> TranscribeAsync(CallFacts call, string recording, CancellationToken cancellation)
    {
        try
        {
            var words = await _services.Ears!.TranscribeAsync(call, recording, _settings.Language, cancellation);
            return Bounded(words.Trim());
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private string Bounded(string words) =>
        words.Length <= _settings.MaxHeardCharacters ? words : words[.._settings.MaxHeardCharacters];

    private static async Task SayAsync(ICall call, Talk talk, string text)
    {
        talk.Last = text;
        await call.Say(text, talk.Pace);
    }

    private static async Task FarewellAsync(ICall call, string text)
    {
        await call.Say(text);
        await call.HangUp();
    }

    /// <summary>What is said in many calls, the first words first.</summary>
    internal IEnumerable<string> UsualTexts(string business) => _phrases.Fixed.Prepend(Opening(business));

    private string Opening(string business)
    {
        if (_settings.Opening.Length > 0) return _settings.Opening;
        var name = _services.Knowledge.NameOf(business);
        return name.Length > 0
            ? _phrases.Opening.Replace("{name}", name, StringComparison.Ordinal)
            : _phrases.OpeningWithoutName;
    }

    /// <summary>Where the conversation stands. Built anew on every run of the handler, from the same steps.</summary>
    private sealed class Talk
    {
        public required string Last { get; set; }

        public required int MaxCharacters { get; set; }

        public Pace Pace { get; set; }

        public int Silences { get; set; }

        /// <summary>The last thing the caller said could not be transcribed.</summary>
        public bool Deaf { get; set; }

        /// <summary>The line heard that the caller said something, and could not make out what.</summary>
        public bool Unclear { get; set; }

        public int Turns { get; set; }

        /// <summary>What is left of an answer that is said in parts; empty when nothing is.</summary>
        public string Later { get; set; } = "";

        /// <summary>A message was offered, and the answer is awaited.</summary>
        public bool Offering { get; set; }
    }
}
