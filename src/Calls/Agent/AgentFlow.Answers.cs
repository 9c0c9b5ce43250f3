using YemotAi.Calls.Flows;
using YemotAi.Calls.Minds;

namespace YemotAi.Calls.Agent;

/// <content>What a mind answers: said in parts that are good to hear, and its acts done.</content>
public sealed partial class AgentFlow
{
    /// <summary>What a mind may ask for. Where nobody can be reached, it is not offered to put callers through.</summary>
    private AgentAct[] Acts => _settings.PersonNumber.Length > 0
        ? [AgentAct.HangUp, AgentAct.Transfer, AgentAct.TakeMessage, AgentAct.OfferMessage]
        : [AgentAct.HangUp, AgentAct.TakeMessage, AgentAct.OfferMessage];

    private async Task AskMindAsync(ICall call, Talk talk, Heard heard)
    {
        var said = Bounded(heard.Keys.Length > 0 ? heard.Keys : heard.Words);
        MindReply? reply = null;
        try
        {
            reply = await call.AskAi(said, request => request with
            {
                Instructions = _settings.Instructions,
                MaxCharacters = talk.MaxCharacters,
                Acts = Acts,
                // What is said while an answer comes is said by the line, at its own pace: not to a caller who wants it slow.
                Ear = talk.Pace == Pace.Slow ? null : request.Ear,
                Tools = [AgentTools.FindAnswer(_services.Knowledge, request.Business, request.Now)],
            });
        }
        catch (StepFailedException)
        {
            // To the caller a mind that fails is one that does not answer.
        }

        if (reply is null)
        {
            await OfferMessageAsync(call, talk, _phrases.MindLate);
            return;
        }

        await DoAsync(call, talk, reply);
    }

    private async Task DoAsync(ICall call, Talk talk, MindReply reply)
    {
        // What was said while the answer was still coming is not said again.
        var answer = SpokenLength.Shorten(reply.Text[reply.Heard..].TrimStart(), _settings.MaxAnswerCharacters);
        var brief = SpokenLength.Shorten(answer, talk.MaxCharacters);
        switch (reply.Act)
        {
            case AgentAct.HangUp:
                await FarewellAsync(call, reply.Text.Length > 0 ? brief : _phrases.Goodbye);
                break;
            case AgentAct.Transfer:
                // The agent's own words announce it, or say that there is nobody.
                await TransferAsync(call, talk);
                break;
            case AgentAct.TakeMessage:
                await call.Say(brief, talk.Pace);
                talk.Last = await _messages.TakeAsync(call);
                break;
            case AgentAct.OfferMessage:
                await OfferMessageAsync(call, talk, brief.Length > 0 ? brief : _phrases.OfferMessage);
                break;
            default:
                await SayPartAsync(call, talk, answer);
                if (reply.Heard > 0) talk.Last = SpokenLength.Shorten(reply.Text, talk.MaxCharacters);
                break;
        }
    }

    /// <summary>
    /// Says a text, or as much of it as is good to hear at once; then asks whether to go on. A caller who wants it short
    /// is not asked.
    /// </summary>
    private async Task SayPartAsync(ICall call, Talk talk, string text)
    {
        (var now, talk.Later) = SpokenLength.Split(text, talk.MaxCharacters);
        if (talk.MaxCharacters < _settings.MaxCharacters) talk.Later = "";
        if (now.Length > 0) talk.Last = now;
        await call.Say(now, talk.Pace);
        if (talk.Later.Length > 0) await call.Say(_phrases.ShallIGoOn, talk.Pace);
    }

    /// <summary>
    /// The caller was asked whether to go on: takes yes or no, and tells whether it was one. Anything else is a new
    /// question.
    /// </summary>
    private async Task<bool> GoOnAsync(ICall call, Talk talk, Heard heard, SpokenCommand command)
    {
        if (command is SpokenCommand.Repeat or SpokenCommand.Slower) return false;
        var later = talk.Later;
        talk.Later = "";
        // "No, thanks" is a goodbye elsewhere; here it is a no.
        if (command is not (SpokenCommand.None or SpokenCommand.Goodbye) || _commands.ReadGoOn(heard) is not { } yes) return false;
        if (yes) await SayPartAsync(call, talk, later);
        else await SayAsync(call, talk, _phrases.NotGoingOn);
        return true;
    }
}
