using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Agent;

/// <summary>
/// The agent: greets, listens, thinks, says, and listens again, until goodbye. A flow like any other: it keeps nothing
/// between requests.
/// </summary>
/// <param name="settings">How this agent answers.</param>
/// <param name="services">What all agents share.</param>
public sealed class AgentFlow(AgentSettings settings, AgentServices services)
{
    private const int ShortCharacters = 160;

    private readonly AgentPhrases _phrases = AgentPhrases.Hebrew;
    private readonly SpokenCommands _commands = SpokenCommands.Hebrew;
    private readonly MessageTaking _messages = new(settings, services);

    /// <summary>The handler of the extension.</summary>
    public async Task RunAsync(ICall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var talk = new Talk { Last = Opening(call.Business), MaxCharacters = settings.MaxCharacters };
        await call.Say(talk.Last);
        while (true)
        {
            var heard = await ListenAsync(call);
            if (heard.IsSilence)
            {
                if (++talk.Silences > 1) await FarewellAsync(call, _phrases.SilentGoodbye);
                await SayAsync(call, talk, _phrases.Help.Replace("{topics}", services.Knowledge.Topics(call.Business), StringComparison.Ordinal));
                continue;
            }

            talk.Silences = 0;
            if (++talk.Turns > settings.MaxTurns || call.Now - call.Began > TimeSpan.FromMinutes(settings.MaxMinutes))
                await FarewellAsync(call, _phrases.LimitReached);
            await RespondAsync(call, talk, heard);
        }
    }

    private async Task RespondAsync(ICall call, Talk talk, Heard heard)
    {
        switch (_commands.Read(heard))
        {
            case SpokenCommand.StartAgain:
                talk.Forgotten = talk.Exchanges;
                talk.Pace = Pace.Normal;
                talk.MaxCharacters = settings.MaxCharacters;
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
                talk.MaxCharacters = Math.Min(ShortCharacters, settings.MaxCharacters);
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

    private async Task AskMindAsync(ICall call, Talk talk, Heard heard)
    {
        var said = await WordsAsync(call, heard);
        var reply = await call.AskAi(said, request => request with
        {
            Instructions = settings.Instructions,
            History = [.. request.History.Skip(talk.Forgotten)],
            MaxCharacters = talk.MaxCharacters,
        });
        if (reply is null)
        {
            await SayAsync(call, talk, _phrases.MindLate);
            await OfferMessageAsync(call, talk);
            return;
        }

        talk.Exchanges++;
        var answer = SpokenLength.Shorten(reply.Text, talk.MaxCharacters);
        switch (reply.Act)
        {
            case AgentAct.HangUp:
                await FarewellAsync(call, answer);
                break;
            case AgentAct.Transfer:
                await TransferAsync(call, talk);
                break;
            case AgentAct.TakeMessage:
                await SayAsync(call, talk, answer);
                talk.Last = await _messages.TakeAsync(call);
                break;
            case AgentAct.OfferMessage:
                await SayAsync(call, talk, answer);
                await OfferMessageAsync(call, talk);
                break;
            default:
                await SayAsync(call, talk, answer);
                break;
        }
    }

    /// <summary>
    /// Waits for yes or no. Anything else that is said is a new question: the caller has moved on, and so do we.
    /// </summary>
    private async Task OfferMessageAsync(ICall call, Talk talk)
    {
        for (var asked = 0; asked < 2; asked++)
        {
            var heard = await ListenAsync(call);
            // "No, thanks" is a goodbye elsewhere; here it is a no.
            var command = _commands.Read(heard);
            if ((command is SpokenCommand.None or SpokenCommand.Goodbye) && _commands.ReadYesNo(heard) is { } yes)
            {
                if (yes) talk.Last = await _messages.TakeAsync(call);
                else await SayAsync(call, talk, _phrases.NoMessageThen);
                return;
            }

            if (!heard.IsSilence)
            {
                talk.Turns++;
                await RespondAsync(call, talk, heard);
                return;
            }

            if (asked == 0) await SayAsync(call, talk, _phrases.OfferAgain);
        }

        await FarewellAsync(call, _phrases.SilentGoodbye);
    }

    private async Task TransferAsync(ICall call, Talk talk)
    {
        if (settings.PersonNumber.Length > 0)
        {
            await call.Say(_phrases.Transferring, talk.Pace);
            await call.Transfer(settings.PersonNumber);
        }

        await SayAsync(call, talk, _phrases.NoPerson);
        await OfferMessageAsync(call, talk);
    }

    private async Task<Heard> ListenAsync(ICall call) => settings.Listen == ListenBy.Recording
        ? await call.Record(new Recording { MaxSeconds = 60, KeepOnHangUp = false })
        : await call.Listen(new Listening
        {
            Language = settings.Language,
            LongSpeech = settings.Listen == ListenBy.LongSpeech,
            KeysToo = settings.Listen == ListenBy.Speech,
        });

    /// <summary>What was said, as words: a recording is transcribed, keys are taken as they are.</summary>
    private async Task<string> WordsAsync(ICall call, Heard heard)
    {
        var words = heard.Keys.Length > 0 ? heard.Keys : heard.Words;
        if (heard.Recording is { } recording)
        {
            words = await call.Compute("transcript", async cancellation =>
                await services.Ears!.TranscribeAsync(recording, settings.Language, cancellation));
        }

        return words.Length <= settings.MaxHeardCharacters ? words : words[..settings.MaxHeardCharacters];
    }

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

    private string Opening(string business)
    {
        if (settings.Opening.Length > 0) return settings.Opening;
        var name = services.Knowledge.NameOf(business);
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

        public int Turns { get; set; }

        public int Exchanges { get; set; }

        /// <summary>How many exchanges were before "start again": the mind no longer gets them.</summary>
        public int Forgotten { get; set; }
    }
}
