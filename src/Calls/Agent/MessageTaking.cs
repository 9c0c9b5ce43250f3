using YemotAi.Calls.Flows;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Agent;

/// <summary>Takes a message and keeps it. What the caller is told about it is what really happened.</summary>
/// <param name="settings">How the agent answers.</param>
/// <param name="services">Where messages are kept.</param>
internal sealed class MessageTaking(AgentSettings settings, AgentServices services)
{
    private readonly AgentPhrases _phrases = AgentPhrases.Hebrew;

    /// <summary>Asks for the message, keeps it, and says what came of it. Gives what was said last.</summary>
    public async Task<string> TakeAsync(ICall call)
    {
        await call.Say(_phrases.AskMessage);
        var heard = await HearAsync(call);
        if (heard.IsSilence)
        {
            await call.Say(_phrases.AskMessageAgain);
            heard = await HearAsync(call);
        }

        if (heard.IsSilence) return await SayAsync(call, _phrases.MessageNotHeard);

        var callBack = call.Facts.Caller;
        // A caller who hangs up while the number is asked for has left the message all the same.
        if (callBack.Length == 0 && !call.CallerGone)
        {
            await call.Say(_phrases.AskNumber);
            var number = await call.Listen(new Listening { Language = settings.Language });
            callBack = number.Keys.Length > 0 ? number.Keys : number.Words;
        }

        var kept = await KeepAsync(call, heard, callBack);
        return await SayAsync(call, kept ? _phrases.MessageKept : _phrases.MessageNotKept);
    }

    private Task<Heard> HearAsync(ICall call) => settings.Messages == ListenBy.Recording
        ? call.Record(new Recording())
        : call.Listen(new Listening
        {
            Language = settings.Language,
            LongSpeech = settings.Messages == ListenBy.LongSpeech,
            KeysToo = settings.Messages == ListenBy.Speech,
        });

    /// <summary>
    /// Keeps it; false when that failed, which the caller then hears. When the caller is gone nobody hears it, so the
    /// failure goes up, and it is tried again.
    /// </summary>
    private async Task<bool> KeepAsync(ICall call, Heard heard, string callBack)
    {
        try
        {
            return await call.Once("message", async (key, _) =>
            {
                await services.Messages.KeepAsync(new CallerMessage
                {
                    Key = key,
                    Call = call.Facts.Key,
                    At = call.Now,
                    Business = call.Business,
                    Caller = callBack,
                    Text = heard.Words.Length > 0 ? heard.Words : heard.Keys,
                    Recording = heard.Recording,
                });
                return true;
            });
        }
        catch (StepFailedException)
        {
            return false;
        }
    }

    private static async Task<string> SayAsync(ICall call, string text)
    {
        await call.Say(text);
        return text;
    }
}
