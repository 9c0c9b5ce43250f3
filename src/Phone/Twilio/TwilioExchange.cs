namespace YemotAi.Phone.Twilio;

/// <summary>A request to the line and what came of it.</summary>
public sealed record TwilioExchange
{
    /// <summary>The address, as Twilio knows it.</summary>
    public required Uri Url { get; init; }

    /// <summary>What was sent.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Form { get; init; }

    /// <summary>The answer's status; 0 when there was none.</summary>
    public int Status { get; init; }

    /// <summary>The answer's type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The answer.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public TwilioTrouble? Failure { get; init; }

    /// <summary>A value that was sent; empty when there was none.</summary>
    public string this[string name] => Form.FirstOrDefault(one => one.Key == name).Value ?? "";
}
