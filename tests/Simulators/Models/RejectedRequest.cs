namespace YemotAi.Simulators.Models;

/// <summary>A request that a simulated vendor refused because of what it was; it never reached the model.</summary>
/// <param name="Path">Method, path and query, such as <c>POST /v1/responses</c>.</param>
/// <param name="Status">The HTTP status that it was answered with.</param>
/// <param name="Message">What was wrong, in the vendor's words.</param>
public sealed record RejectedRequest(string Path, int Status, string Message);
