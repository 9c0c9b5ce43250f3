using Microsoft.Extensions.Options;

namespace YemotAi.Telephony.Twilio.Media;

/// <summary>Says of each wrong setting of media sockets which it is and what is allowed.</summary>
public sealed class MediaSocketOptionsValidator : IValidateOptions<MediaSocketOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MediaSocketOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = Failures(options).Select(failure => $"{MediaSocketOptions.Section}:{failure}").ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(MediaSocketOptions options)
    {
        var (second, minute) = (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] times =
        [
            (nameof(options.StartLimit), options.StartLimit, second, minute),
            (nameof(options.OpenLimit), options.OpenLimit, second, minute),
            (nameof(options.SilenceLimit), options.SilenceLimit, second, minute),
            (nameof(options.SendLimit), options.SendLimit, second, minute),
            (nameof(options.PlayoutSlack), options.PlayoutSlack, TimeSpan.Zero, minute),
            (nameof(options.CloseLimit), options.CloseLimit, second, minute),
            (nameof(options.TellLimit), options.TellLimit, second, minute),
            (nameof(options.MarkAfter), options.MarkAfter, TimeSpan.FromMilliseconds(20), second),
            (nameof(options.LateAfter), options.LateAfter, TimeSpan.Zero, second),
        ];
        foreach (var (name, value, least, most) in times)
        {
            if (value < least || value > most) yield return $"{name} is {value}; allowed is {least} to {most}.";
        }

        (string Name, int Value, int Least, int Most)[] numbers =
        [
            (nameof(options.MaxSockets), options.MaxSockets, 1, 100_000),
            (nameof(options.MaxMessageBytes), options.MaxMessageBytes, 1_024, 1_048_576),
            (nameof(options.MaxSoundBytes), options.MaxSoundBytes, 160, 80_000),
            (nameof(options.MaxParameters), options.MaxParameters, 1, 1_000),
            (nameof(options.MaxParameterLength), options.MaxParameterLength, 100, 10_000),
            (nameof(options.MaxProblems), options.MaxProblems, 0, 1_000),
            (nameof(options.MaxKeys), options.MaxKeys, 1, 1_000),
            (nameof(options.MaxFillFrames), options.MaxFillFrames, 0, 500),
            (nameof(options.MaxWaitingFrames), options.MaxWaitingFrames, 1, 3_000),
            (nameof(options.MaxFramesInMessage), options.MaxFramesInMessage, 1, 50),
            (nameof(options.MarkEvery), options.MarkEvery, 1, 50),
        ];
        foreach (var (name, value, least, most) in numbers)
        {
            if (value < least || value > most) yield return $"{name} is {value}; allowed is {least} to {most}.";
        }
    }
}
