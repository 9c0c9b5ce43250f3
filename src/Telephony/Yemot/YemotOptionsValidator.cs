using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using YemotAi.Telephony.Access;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Telephony.Yemot;

/// <summary>Says of each wrong setting which it is and what is allowed. Secrets are never repeated.</summary>
public sealed partial class YemotOptionsValidator : IValidateOptions<YemotOptions>
{
    private const int LeastSecretLength = 6, MostSecretLength = 200;
    private const int MostSpokenCharacters = 5_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, YemotOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(YemotOptions options)
    {
        if (!PathPattern().IsMatch(options.Path ?? ""))
        {
            yield return $"Yemot:Path is '{options.Path}'; allowed is a path such as /yemot: a leading slash, none at "
                + "the end, and letters A-Z a-z, digits, '-', '_', '.' between slashes.";
        }

        for (var at = 0; at < options.Secrets.Count; at++)
        {
            if (!SecretPattern().IsMatch(options.Secrets[at] ?? ""))
            {
                yield return $"Yemot:Secrets:{at} is not possible; allowed are {LeastSecretLength} to "
                    + $"{MostSecretLength} letters A-Z a-z, digits, '-', '_', which are the same in a parameter and in a path.";
            }
        }

        if (!NamePattern().IsMatch(options.SecretParameter ?? "")
            || Requests.YemotFieldNames.IsReserved(options.SecretParameter!))
        {
            yield return $"Yemot:SecretParameter is '{options.SecretParameter}'; allowed are 1 to 100 letters A-Z a-z, "
                + "digits, '_', but not a name that Yemot fills itself (Api..., hangup, ReferredFrom).";
        }

        for (var at = 0; at < options.AllowedAddresses.Count; at++)
        {
            if (!AddressRanges.TryParse(options.AllowedAddresses[at], out _))
            {
                yield return $"Yemot:AllowedAddresses:{at} is '{options.AllowedAddresses[at]}'; allowed is an address "
                    + "such as 192.0.2.7 or 2001:db8::7, or a range such as 192.0.2.0/24 whose address has no bits "
                    + "beyond the prefix.";
            }
        }

        if (options.Language is null || (options.Language.Length > 0 && !AnswerRules.IsLanguage(options.Language)))
        {
            yield return $"Yemot:Language is '{options.Language}'; allowed is a tag such as he-IL or en-US, or nothing "
                + "for the extension's own.";
        }

        if (options.MaxSpokenCharacters is < YemotTextOptions.LeastMaxCharacters or > MostSpokenCharacters)
        {
            yield return $"Yemot:MaxSpokenCharacters is {options.MaxSpokenCharacters}; allowed is "
                + $"{YemotTextOptions.LeastMaxCharacters} to {MostSpokenCharacters}.";
        }

        foreach (var failure in LimitFailures(options))
            yield return failure;
    }

    private static IEnumerable<string> LimitFailures(YemotOptions options)
    {
        if (options.Limits is not { } limits)
        {
            yield return "Yemot:Limits is nothing; leave it out for the defaults.";
            yield break;
        }

        (string Name, int Value, int Least, int Most)[] all =
        [
            (nameof(limits.MaxTotalBytes), limits.MaxTotalBytes, 1_024, 64 * 1024 * 1024),
            (nameof(limits.MaxParameters), limits.MaxParameters, 20, 100_000),
            (nameof(limits.MaxNameLength), limits.MaxNameLength, 20, 10_000),
            (nameof(limits.MaxValueLength), limits.MaxValueLength, 100, 1_000_000),
            (nameof(limits.MaxCallIdLength), limits.MaxCallIdLength, 40, 1_000),
            (nameof(limits.MaxFieldLength), limits.MaxFieldLength, 40, 10_000),
        ];
        foreach (var (name, value, least, most) in all)
        {
            if (value < least || value > most)
                yield return $"Yemot:Limits:{name} is {value}; allowed is {least} to {most}.";
        }
    }

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9._-]{1,100}){1,10}\z")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{6,200}\z")]
    private static partial Regex SecretPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,100}\z")]
    private static partial Regex NamePattern();
}
