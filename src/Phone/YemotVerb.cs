using System.CommandLine;
using System.CommandLine.Parsing;
using YemotAi.Phone.Yemot;
using YemotAi.Phone.Yemot.Answers;
using YemotAi.Phone.Yemot.Scripts;

namespace YemotAi.Phone;

/// <summary>The verb <c>yemot</c>: its options and what it runs.</summary>
internal sealed class YemotVerb
{
    private readonly Option<Uri> url = new("--url")
    {
        Description = "Where the line answers (api_link)",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/yemot"),
        CustomParser = ParseAddress,
    };

    private readonly Option<string> from = new("--from") { Description = "The caller's number; empty is withheld", DefaultValueFactory = _ => "0501234567" };
    private readonly Option<string> did = new("--did") { Description = "The main number of the telephone system", DefaultValueFactory = _ => "0773137770" };
    private readonly Option<string?> realDid = new("--real-did") { Description = "The number that was really dialled; the same as --did by default" };
    private readonly Option<string> extension = new("--extension") { Description = "The extension's path; empty is the root", DefaultValueFactory = _ => "1" };
    private readonly Option<string> login = new("--login") { Description = "The caller's personal login (ApiEnterID)", DefaultValueFactory = _ => "" };
    private readonly Option<string> loginName = new("--login-name") { Description = "The name of the login (ApiEnterIDName)", DefaultValueFactory = _ => "" };
    private readonly Option<bool> post = new("--post") { Description = "Send forms (api_url_post=yes)" };
    private readonly Option<string[]> add = Pairs("--add", "A constant in each request, NAME=VALUE (api_add_N); may be given several times");
    private readonly Option<string[]> value = Pairs("--value", "A value that the extension asks for before the first request, NAME=VALUE (api_000)");
    private readonly Option<string?> secret = new("--secret") { Description = "The line's secret, the same as --add secret=…" };
    private readonly Option<string[]> noSend = new("--no-send") { Description = "A parameter that is switched off, such as ApiPhone; hangup switches the notice off", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> extensions = new("--extensions") { Description = "The extensions that lead to this line, such as \"1,2/1\"; by default each one to which the line moves the caller" };
    private readonly Option<string?> endGoTo = new("--end-goto") { Description = "Where the caller goes when the dialogue ends (api_end_goto); by default one level up, out of the line" };
    private readonly Option<double> timeout = new("--timeout") { Description = "Seconds to wait for an answer before the caller hears M1607", DefaultValueFactory = _ => 8 };
    private readonly Option<FileInfo?> script = new("--script") { Description = "A script of the call; the exit code says what came of it" };
    private readonly Option<bool> strict = new("--strict") { Description = "With a script: warnings fail it too" };
    private readonly Option<bool> realTime = new("--real-time") { Description = "With a script: wait through a silent caller's seconds" };
    private readonly Option<bool> verbose = new("--verbose") { Description = "Show requests and answers as they go over the wire" };

    private readonly Option<RequestRepeats> repeats = new("--repeat-requests")
    {
        Description = "Send each request twice and check that the same answer comes: afterwards (default) or together",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseRepeats,
    };

    private YemotVerb()
    {
        timeout.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<double>() is not (> 0 and <= 600)) r.AddError("--timeout is a number of seconds from 0 to 600");
        });
        endGoTo.Validators.Add(r =>
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
            verb.url, verb.from, verb.did, verb.realDid, verb.extension, verb.login, verb.loginName, verb.post, verb.add,
            verb.value, verb.secret, verb.noSend, verb.extensions, verb.endGoTo, verb.timeout, verb.script, verb.strict,
            verb.realTime, verb.repeats, verb.verbose,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellation)
    {
        var screen = PhoneScreen.OfConsole(options.GetValue(verbose));
        var file = options.GetValue(script);
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
                : await RunScriptAsync(toRun, line, screen, options.GetValue(strict), cancellation));
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
        var added = options.GetValue(add)!.Select(Pair).ToList();
        if (options.GetValue(secret) is { } word) added.Add(new("secret", word));
        var notSent = options.GetValue(noSend)!.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new YemotLineSettings
        {
            Url = options.GetValue(url)!,
            Post = options.GetValue(post),
            Caller = options.GetValue(from)!,
            Did = options.GetValue(did)!,
            RealDid = options.GetValue(realDid),
            Extension = options.GetValue(extension)!,
            Login = options.GetValue(login)!,
            LoginName = options.GetValue(loginName)!,
            Added = added,
            FirstValues = [.. options.GetValue(value)!.Select(Pair)],
            NotSent = notSent,
            SendsHangup = !notSent.Contains("hangup"),
            Extensions = options.GetValue(extensions)?.Split(',', StringSplitOptions.TrimEntries).Select(e => e.Trim('/')).ToHashSet(),
            EndGoTo = options.GetValue(endGoTo),
            AnswerLimit = TimeSpan.FromSeconds(options.GetValue(timeout)),
            Repeats = options.GetValue(repeats),
            WaitsForSilence = options.GetValue(realTime),
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
