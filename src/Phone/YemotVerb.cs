using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone;

/// <summary>The verb <c>yemot</c>: its options and what it runs.</summary>
internal sealed class YemotVerb
{
    private readonly Option<Uri> _url = new("--url")
    {
        Description = "Where the line answers (api_link)",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/yemot"),
        CustomParser = ParseAddress,
    };

    private readonly Option<string> _from = new("--from") { Description = "The caller's number; empty is withheld", DefaultValueFactory = _ => "0501234567" };
    private readonly Option<string> _did = new("--did") { Description = "The main number of the telephone system", DefaultValueFactory = _ => "0773137770" };
    private readonly Option<string?> _realDid = new("--real-did") { Description = "The number that was really dialled; the same as --did by default" };
    private readonly Option<string> _extension = new("--extension") { Description = "The extension's path; empty is the root", DefaultValueFactory = _ => "1" };
    private readonly Option<string> _login = new("--login") { Description = "The caller's personal login (ApiEnterID)", DefaultValueFactory = _ => "" };
    private readonly Option<string> _loginName = new("--login-name") { Description = "The name of the login (ApiEnterIDName)", DefaultValueFactory = _ => "" };
    private readonly Option<bool> _post = new("--post") { Description = "Send forms (api_url_post=yes)" };
    private readonly Option<string[]> _add = Pairs("--add", "A constant in each request, NAME=VALUE (api_add_N); may be given several times");
    private readonly Option<string[]> _value = Pairs("--value", "A value that the extension asks for before the first request, NAME=VALUE (api_000)");
    private readonly Option<string?> _secret = new("--secret") { Description = "The line's secret, the same as --add secret=…" };
    private readonly Option<string[]> _noSend = new("--no-send") { Description = "A parameter that is switched off, such as ApiPhone; hangup switches the notice off", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _extensions = new("--extensions") { Description = "The extensions that lead to this line, such as \"1,2/1\"; by default each one to which the line moves the caller" };
    private readonly Option<string?> _endGoTo = new("--end-goto") { Description = "Where the caller goes when the dialogue ends (api_end_goto); by default one level up, out of the line" };
    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "Seconds to wait for an answer before the caller hears M1607",
        DefaultValueFactory = _ => 8,
        CustomParser = ParseSeconds,
    };

    private readonly Option<FileInfo?> _script = new("--script") { Description = "A script of the call; the exit code says what came of it" };
    private readonly Option<bool> _strict = new("--strict") { Description = "With a script: warnings fail it too" };
    private readonly Option<bool> _realTime = new("--real-time") { Description = "With a script: wait through a silent caller's seconds" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show requests and answers as they go over the wire" };

    private readonly Option<RequestRepeats> _repeats = new("--repeat-requests")
    {
        Description = "Send each request twice and check that the same answer comes: afterwards (default) or together",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseRepeats,
    };

    private YemotVerb()
    {
        _endGoTo.Validators.Add(r =>
        {
            var target = r.GetValueOrDefault<string?>();
            if (target is not null && !YemotLineSettings.IsTarget(target)) r.AddError("--end-goto is /1/2, 3, .., / or hangup");
        });
    }

    public static Command Create()
    {
        var verb = new YemotVerb();
        var command = new Command("yemot", "Dials a line as Yemot HaMashiach would: type what to say or key, or run a script.")
        {
            verb._url, verb._from, verb._did, verb._realDid, verb._extension, verb._login, verb._loginName, verb._post, verb._add,
            verb._value, verb._secret, verb._noSend, verb._extensions, verb._endGoTo, verb._timeout, verb._script, verb._strict,
            verb._realTime, verb._repeats, verb._verbose,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellation)
    {
        var screen = PhoneScreen.OfConsole(options.GetValue(_verbose));
        var file = options.GetValue(_script);
        YemotScript? toRun = null;
        try
        {
            if (file is not null) toRun = YemotScript.Parse(await File.ReadAllTextAsync(file.FullName, cancellation));
        }
        catch (Exception e) when (e is YemotScriptException or IOException or UnauthorizedAccessException)
        {
            screen.Complain($"{file!.Name}: {e.Message}");
            return (int)PhoneExitCode.Usage;
        }

        // What a redirect is answered with is no answer to Yemot, so the phone must see it.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var line = new YemotLine(http, Settings(options));
        try
        {
            return (int)(toRun is null
                ? await new InteractiveCall(line, screen, Console.In).RunAsync(cancellation)
                : await RunScriptAsync(toRun, line, screen, options.GetValue(_strict), cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (int)PhoneExitCode.Interrupted;
        }
    }

    private static async Task<PhoneExitCode> RunScriptAsync(
        YemotScript script, YemotLine line, PhoneScreen screen, bool strict, CancellationToken cancellation)
    {
        var result = await script.RunAsync(line, screen.Show, cancellation);
        if (strict && result is { ExitCode: PhoneExitCode.Fulfilled, Broken.Count: > 0 })
        {
            screen.Complain($"failed: {result.Broken[0]}");
            return PhoneExitCode.RuleBroken;
        }
        if (result.ExitCode == PhoneExitCode.Fulfilled) screen.Say(result.Summary);
        else screen.Complain(result.Summary);
        return result.ExitCode;
    }

    private YemotLineSettings Settings(ParseResult options)
    {
        var added = options.GetValue(_add)!.Select(Pair).ToList();
        if (options.GetValue(_secret) is { } word) added.Add(new("secret", word));
        var notSent = options.GetValue(_noSend)!.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new YemotLineSettings
        {
            Url = options.GetValue(_url)!,
            Post = options.GetValue(_post),
            Caller = options.GetValue(_from)!,
            Did = options.GetValue(_did)!,
            RealDid = options.GetValue(_realDid),
            Extension = options.GetValue(_extension)!,
            Login = options.GetValue(_login)!,
            LoginName = options.GetValue(_loginName)!,
            Added = added,
            FirstValues = [.. options.GetValue(_value)!.Select(Pair)],
            NotSent = notSent,
            SendsHangup = !notSent.Contains("hangup"),
            Extensions = options.GetValue(_extensions)?.Split(',', StringSplitOptions.TrimEntries).Select(e => e.Trim('/')).ToHashSet(),
            EndGoTo = options.GetValue(_endGoTo),
            AnswerLimit = TimeSpan.FromSeconds(options.GetValue(_timeout)),
            Repeats = options.GetValue(_repeats),
            WaitsForSilence = options.GetValue(_realTime) && options.GetValue(_script) is not null,
        };
    }

    private static Option<string[]> Pairs(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description };
        option.Validators.Add(r =>
        {
            foreach (var token in r.Tokens)
            {
                var equals = token.Value.IndexOf('=');
                if (equals < 1) r.AddError($"{name} takes NAME=VALUE, not '{token.Value}'");
                else if (ReadFieldsReader.IsBuiltIn(token.Value[..equals])) r.AddError($"{name} must not use a name that Yemot itself sends: {token.Value[..equals]}");
            }
        });
        return option;
    }

    private static KeyValuePair<string, string> Pair(string text)
    {
        var equals = text.IndexOf('=');
        return new(text[..equals], text[(equals + 1)..]);
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"--url is an address that begins with http:// or https://, not '{text}'");
        return null;
    }

    private static double ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 600) return seconds;
        result.AddError($"--timeout is a number of seconds up to 600, not '{text}'");
        return 0;
    }

    private static RequestRepeats ParseRepeats(ArgumentResult result)
    {
        switch (result.Tokens.Count > 0 ? result.Tokens[0].Value : "afterwards")
        {
            case "afterwards": return RequestRepeats.Afterwards;
            case "together": return RequestRepeats.Together;
            default:
                result.AddError("--repeat-requests is afterwards or together");
                return RequestRepeats.None;
        }
    }
}
