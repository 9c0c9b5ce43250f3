namespace YemotAi.Hosting.Settings;

/// <summary>Where settings come from, the later over the earlier.</summary>
internal static class ConfigurationFiles
{
    /// <summary>The start of the names of environment variables, as in <c>YEMOTAI_Yemot__Secrets</c>.</summary>
    public const string EnvironmentPrefix = "YEMOTAI_";

    private const string File = "appsettings.json";

    /// <summary>
    /// The file beside the program, the file in the current folder, the environment, the command line.
    /// </summary>
    public static IConfigurationRoot Build(string[] args)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, File);
        var here = Path.GetFullPath(File);
        try
        {
            var builder = new ConfigurationBuilder().AddJsonFile(beside, optional: true);
            if (here != beside) builder.AddJsonFile(here, optional: true);
            builder.AddEnvironmentVariables(EnvironmentPrefix);
            builder.AddCommandLine(Checked(args));
            return builder.Build();
        }
        catch (InvalidDataException error)
        {
            throw new SettingsException([$"{error.Message} {error.InnerException?.Message}".TrimEnd()]);
        }
        catch (FormatException error)
        {
            throw new SettingsException([$"Command line: {error.Message}"]);
        }
    }

    /// <summary>Only a command line.</summary>
    public static IConfigurationRoot OfCommandLine(string[] args)
    {
        try
        {
            return new ConfigurationBuilder().AddCommandLine(Checked(args)).Build();
        }
        catch (FormatException error)
        {
            throw new SettingsException([$"Command line: {error.Message}"]);
        }
    }

    /// <summary>The framework passes over what it does not understand on a command line; a typing mistake must not.</summary>
    private static string[] Checked(string[] args)
    {
        var problems = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                problems.Add($"Command line: '{Shown(args, i)}' is not a setting. Settings are given as --Name value or --Name=value; the other commands are: calls, messages.");
            else if (!args[i].Contains('=', StringComparison.Ordinal) && ++i >= args.Length)
                problems.Add($"Command line: {args[^1]} has no value.");
        }

        return problems.Count == 0 ? args : throw new SettingsException(problems);
    }

    /// <summary>
    /// What stands there may be a setting without its dashes, or the rest of a secret with a space in it: no value is shown.
    /// </summary>
    private static string Shown(string[] args, int at)
    {
        var before = args[..at].LastOrDefault(arg => arg.StartsWith("--", StringComparison.Ordinal)) ?? "";
        if (Credentials.IsOne(before.Split('=')[0])) return "(hidden)";
        var equals = args[at].IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? args[at] : args[at][..equals] + "=…";
    }
}
