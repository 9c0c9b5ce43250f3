using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Api;

/// <summary>What an error of a vendor means.</summary>
/// <param name="Failure">The kind of failure.</param>
/// <param name="Detail">For the log: the vendor's status and names, nothing of its prose.</param>
/// <param name="IsOfKey">Another key may do better.</param>
internal sealed record VendorFault(MindFailure Failure, string Detail, bool IsOfKey);
