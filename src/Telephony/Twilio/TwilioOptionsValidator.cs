using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace YemotAi.Telephony.Twilio;

/// <summary>Says of each wrong setting which it is and what is allowed. Secrets are never repeated.</summary>
public sealed partial class TwilioOptionsValidator : IValidateOptions<TwilioOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TwilioOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = Failures(options).Select(failure => $"{TwilioOptions.Section}:{failure}").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(TwilioOptions options)
    {
        if (!string.IsNullOrEmpty(options.PublicBaseUrl) && !IsAddress(options.PublicBaseUrl))
        {
            yield return "PublicBaseUrl is not possible; allowed is an address such as https://calls.example.org, with https "
                + "(http only on this machine), without name, password, '?' or '#'.";
        }

        if (!IsAddress(options.ApiUrl))
            yield return "ApiUrl is not possible; allowed is an address such as https://api.twilio.com, with https (http only on this machine).";
        if (!string.IsNullOrEmpty(options.AccountSid) && !AccountPattern().IsMatch(options.AccountSid))
            yield return $"AccountSid is '{options.AccountSid}'; allowed is AC and 32 hexadecimal digits.";
        if (!string.IsNullOrEmpty(options.ApiKeySid) && !KeyPattern().IsMatch(options.ApiKeySid))
            yield return "ApiKeySid is not possible; allowed is SK and 32 hexadecimal digits.";
        if (string.IsNullOrEmpty(options.ApiKeySid) != string.IsNullOrEmpty(options.ApiKeySecret))
            yield return "ApiKeySid and ApiKeySecret belong together; allowed are both or none.";
        if (!string.IsNullOrEmpty(options.AuthToken) && string.IsNullOrEmpty(options.PublicBaseUrl))
            yield return "PublicBaseUrl is missing; with AuthToken set, requests are checked, for which it is needed.";
        if (!string.IsNullOrEmpty(options.SecondAuthToken) && string.IsNullOrEmpty(options.AuthToken))
            yield return "AuthToken is missing; SecondAuthToken is right only beside it.";
        foreach (var (setting, secret) in new[] { ("AuthToken", options.AuthToken), ("SecondAuthToken", options.SecondAuthToken), ("ApiKeySecret", options.ApiKeySecret) })
        {
            if (!string.IsNullOrEmpty(secret) && !SecretPattern().IsMatch(secret))
                yield return $"{setting} is not possible; allowed are 16 to 200 signs of ASCII without spaces.";
        }

        if (!string.IsNullOrEmpty(options.StreamTokenKey) && !SecretPattern().IsMatch(options.StreamTokenKey))
            yield return "StreamTokenKey is not possible; allowed are 16 to 200 signs of ASCII without spaces.";
        foreach (var failure in LimitFailures(options)) yield return failure;
    }

    private static IEnumerable<string> LimitFailures(TwilioOptions options)
    {
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] times =
        [
            (nameof(options.StreamTokenLife), options.StreamTokenLife, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            (nameof(options.RequestLimit), options.RequestLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)),
            (nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromSeconds(10)),
            (nameof(options.RecordingPatience), options.RecordingPatience, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        ];
        foreach (var (name, value, least, most) in times)
        {
            if (value < least || value > most) yield return $"{name} is {value}; allowed is {least} to {most}.";
        }

        (string Name, int Value, int Least, int Most)[] numbers =
        [
            (nameof(options.Attempts), options.Attempts, 1, 10),
            (nameof(options.MaxRecordingBytes), options.MaxRecordingBytes, 1_024, 200 * 1024 * 1024),
            (nameof(options.MaxRequestBytes), options.MaxRequestBytes, 4_096, 16 * 1024 * 1024),
            (nameof(options.MaxParameters), options.MaxParameters, 50, 10_000),
        ];
        foreach (var (name, value, least, most) in numbers)
        {
            if (value < least || value > most) yield return $"{name} is {value}; allowed is {least} to {most}.";
        }
    }

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.UserInfo.Length == 0
        && address.Query.Length == 0
        && address.Fragment.Length == 0;

    [GeneratedRegex(@"\AAC[0-9a-fA-F]{32}\z")]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"\ASK[0-9a-fA-F]{32}\z")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\A[!-~]{16,200}\z")]
    private static partial Regex SecretPattern();
}
