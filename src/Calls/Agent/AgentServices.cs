using YemotAi.Calls.Minds;
using YemotAi.Calls.Storage;

namespace YemotAi.Calls.Agent;

/// <summary>What all agents share.</summary>
/// <param name="Knowledge">What is known about the businesses.</param>
/// <param name="Messages">Where messages are kept.</param>
/// <param name="Ears">Who transcribes recordings; null when nobody does, and then no agent listens by them.</param>
public sealed record AgentServices(IKnowledge Knowledge, IMessageBox Messages, IRecordingEars? Ears);
