namespace YemotAi.Providers.Voices;

/// <summary>When a voice or an ear that fails is left to rest, so that callers do not wait for it.</summary>
public sealed class RestOptions
{
    /// <summary>Which share of the late requests must have failed. Default 0.5.</summary>
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>How many requests there must have been for that. Default 2: each one that fails is heard as a pause.</summary>
    public int LeastRequests { get; set; } = 2;

    /// <summary>How long requests count as late ones. Default 30 seconds.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it rests; then one request tries whether it is well again. Default 15 seconds.</summary>
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>What is wrong with these settings, each problem naming its setting; nothing when all is right.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(FailureRatio is >= 0.01 and <= 1)) yield return $"{nameof(FailureRatio)} is {FailureRatio}: allowed is 0.01 to 1.";
        if (LeastRequests is < 2 or > 10_000) yield return $"{nameof(LeastRequests)} is {LeastRequests}: allowed is 2 to 10000.";
        foreach (var (name, value) in new[] { (nameof(Window), Window), (nameof(Rest), Rest) })
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromHours(1)) yield return $"{name} is {value}: allowed is 00:00:01 to 01:00:00.";
        }
    }
}
