using System.Globalization;

namespace YemotAi.Phone.Twilio.Scripts;

/// <summary>What came of a script.</summary>
public sealed record TwilioScriptResult
{
    /// <summary>How it ended.</summary>
    public required PhoneExitCode ExitCode { get; init; }

    /// <summary>Why it ended so; empty when all was fulfilled.</summary>
    public string Message { get; init; } = "";

    /// <summary>The line of the script at which it failed, from 1; 0 when all was fulfilled.</summary>
    public int FailedLine { get; init; }

    /// <summary>How many steps were carried out, the failed one not counted.</summary>
    public int Steps { get; init; }

    /// <summary>What Twilio's debugger would show of all calls.</summary>
    public IReadOnlyList<TwilioTrouble> Troubles { get; init; } = [];

    /// <summary>The result in one line.</summary>
    public string Summary
    {
        get
        {
            var counts = string.Create(CultureInfo.InvariantCulture, $"{Steps} steps, {Troubles.Count} warnings and errors of Twilio");
            return ExitCode == PhoneExitCode.Fulfilled ? $"fulfilled: {counts}" : $"failed at line {FailedLine}: {Message} ({counts})";
        }
    }
}
