using System.CommandLine;

namespace YemotAi.Phone;

/// <summary>The phone's command line: one verb for each kind of telephone system.</summary>
internal static class PhoneCommandLine
{
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command line and gives the program's exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("A phone in the terminal: dials a line exactly as a telephone system would.");
        root.Subcommands.Add(YemotVerb.Create());
        root.Subcommands.Add(TwilioVerb.Create());
        root.Subcommands.Add(CheckVerb.Create());
        var parsed = root.Parse(args);
        // After Ctrl+C the notice that the caller hung up still has to go out.
        var configuration = new InvocationConfiguration { ProcessTerminationTimeout = LongestFarewell };
        var code = await parsed.InvokeAsync(configuration);
        return parsed.Errors.Count > 0 ? (int)PhoneExitCode.Usage : code;
    }
}
