namespace YemotAi.Phone.Twilio.Checking;

/// <summary>One thing that was checked of a deployment.</summary>
/// <param name="Name">What.</param>
/// <param name="IsRight">Whether it is as it should be; null when it could not be checked from here.</param>
/// <param name="Detail">What was seen and, when it is not right, the likely cause.</param>
public sealed record CheckedPoint(string Name, bool? IsRight, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(IsRight is { } right ? right ? "ok  " : "FAIL" : "?   ")}  {Name}: {Detail}";
}
