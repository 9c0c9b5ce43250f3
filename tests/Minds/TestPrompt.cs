using YemotAi.Calls.Minds;
using YemotAi.Providers.Prompting;

namespace YemotAi.Minds;

/// <summary>The plainest prompt there can be, so that a test sees in the model's log what came from where.</summary>
internal sealed class TestPrompt : IAgentPrompt
{
    public string SystemOf(MindRequest request) => StableSystemOf(request);

    public string StableSystemOf(MindRequest request) => $"system:{request.Instructions}|{request.Business}";

    public string CallSystemOf(MindRequest request) => "";

    public string SaidOf(string said) => said;

    public string TurnOf(MindRequest request) => request.Said;

    public string RetoldTurnOf(MindRequest request) => string.Concat(
        request.History.Select(turn => $"caller: {turn.Said}\nagent: {turn.Answered}\n").Append(request.Said));
}
