using YemotAi.Calls.Minds;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot.Flows;

/// <summary>What the verbs of a Yemot call need.</summary>
/// <param name="Text">Makes text safe for the line.</param>
/// <param name="Mind">Who answers <see cref="YemotCall.AskAi"/>.</param>
/// <param name="MindLimit">How long it may take.</param>
internal sealed record YemotFlowServices(YemotText Text, ITextMind Mind, TimeSpan MindLimit);
