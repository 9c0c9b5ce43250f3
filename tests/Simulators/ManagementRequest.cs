namespace YemotAi.Simulators;

/// <summary>A request that <see cref="YemotManagementSimulator"/> got.</summary>
/// <param name="Verb">GET or POST.</param>
/// <param name="Method">The API's method, such as <c>DownloadFile</c>.</param>
/// <param name="Path">What was asked for; empty when nothing was.</param>
/// <param name="Target">The address as it was asked, with its query string: a token should not be in it.</param>
public sealed record ManagementRequest(string Verb, string Method, string Path, string Target);
