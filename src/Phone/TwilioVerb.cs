using System.CommandLine;
using System.CommandLine.Parsing;
using YemotAi.Phone.Twilio;
using YemotAi.Phone.Twilio.Media;
using YemotAi.Phone.Twilio.Scripts;
using YemotAi.Speech;

namespace YemotAi.Phone;

/// <summary>The verb <c>twilio</c>: its options and what it runs.</summary>
internal sealed class TwilioVerb
{
    private const string TokenVariable = "TWILIO_AUTH_TOKEN";

    private readonly Option<Uri> _url = new("--url")
    {
        Description = "The number's voice webhook, as the world knows it",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/webhook/incoming_call"),
        CustomParser = result => ParseAddress(result, "--url"),
    };

    private readonly Option<Uri?> _connectTo = new("--connect-to") { Description = "Where the line really is, such as http://127.0.0.1:8080, when --url is its public address", CustomParser = result => ParseAddress(result, "--connect-to") };
    private readonly Option<Uri?> _fallback = new("--fallback") { Description = "What is asked when the voice webhook fails", CustomParser = result => ParseAddress(result, "--fallback") };
    private readonly Option<Uri?> _status = new("--status-callback") { Description = "Is told when the call is over", CustomParser = result => ParseAddress(result, "--status-callback") };
    private readonly Option<string> _from = new("--from") { Description = "The caller's number", DefaultValueFactory = _ => "+972501234567" };
    private readonly Option<string> _to = new("--to") { Description = "The number that is called", DefaultValueFactory = _ => "+97231234567" };
    private readonly Option<string> _account = new("--account") { Description = "The account's id", DefaultValueFactory = _ => "AC00000000000000000000000000000000" };
    private readonly Option<bool> _unsigned = new("--unsigned-socket") { Description = "Open the WebSocket without a signature, as behind some proxies" };
    private readonly Option<string?> _subprotocol = new("--subprotocol") { Description = "Offered to the WebSocket, such as audio.twilio.com" };
    private readonly Option<string> _voice = new("--voice") { Description = "espeak-ng's voice that speaks what is typed", DefaultValueFactory = _ => "he" };
    private readonly Option<FileInfo?> _script = new("--script") { Description = "A script of the call; the exit code says what came of it" };
    private readonly Option<FileInfo?> _heard = new("--heard") { Description = "A WAV file into which everything goes that was heard of the streams" };
    private readonly Option<DirectoryInfo?> _recordings = new("--recordings") { Description = "A folder for what the line records" };
    private readonly Option<bool> _json = new("--json") { Description = "The transcript as JSON, an object a line" };
    private readonly Option<bool> _strict = new("--strict") { Description = "With a script: any warning of Twilio fails it" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show what goes over the wire" };

    private TwilioVerb()
    {
    }

    public static Command Create()
    {
        var verb = new TwilioVerb();
        var command = new Command("twilio", $"Dials a line as Twilio would: type what to say or key, or run a script. Requests are signed with the auth token in {TokenVariable}.")
        {
            verb._url, verb._connectTo, verb._fallback, verb._status, verb._from, verb._to, verb._account, verb._unsigned, verb._subprotocol,
            verb._voice, verb._script, verb._heard, verb._recordings, verb._json, verb._strict, verb._verbose,
        };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellation)
    {
        var screen = PhoneScreen.OfConsole(options.GetValue(_verbose));
        var file = options.GetValue(_script);
        TwilioScript? script = null;
        try
        {
            if (file is not null) script = TwilioScript.Parse(await File.ReadAllTextAsync(file.FullName, cancellation));
        }
        catch (Exception error) when (error is TwilioScriptException or IOException or UnauthorizedAccessException)
        {
            screen.Complain($"{file!.Name}: {error.Message}");
            return (int)PhoneExitCode.Usage;
        }

        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var line = new TwilioLine(http, Settings(options));
        if (options.GetValue(_recordings) is { } folder)
        {
            folder.Create();
            line.OnRecording = recording => File.WriteAllBytesAsync(Path.Combine(folder.FullName, recording.Sid + ".wav"), recording.ToWave(), CancellationToken.None);
        }

        Action<TwilioTranscriptLine> show = options.GetValue(_json) ? written => screen.ShowJson(written.ToJson()) : screen.Show;
        var heard = options.GetValue(_heard);
        Action<TwilioCall> keep = call => Keep(call, heard);
        try
        {
            var voice = new Espeak(options.GetValue(_voice)!);
            if (script is null) return (int)await new TwilioInteractiveCall(line, screen, Console.In, voice, show, keep).RunAsync(cancellation);
            var result = await script.RunAsync(line, file!.DirectoryName!, voice, show, keep, cancellation);
            return (int)Tell(result, screen, options.GetValue(_strict));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (int)PhoneExitCode.Interrupted;
        }
    }

    private static PhoneExitCode Tell(TwilioScriptResult result, PhoneScreen screen, bool strict)
    {
        if (strict && result is { ExitCode: PhoneExitCode.Fulfilled, Troubles.Count: > 0 })
        {
            screen.Complain($"failed: {result.Troubles[0]}");
            return PhoneExitCode.RuleBroken;
        }

        if (result.ExitCode == PhoneExitCode.Fulfilled) screen.Say(result.Summary);
        else screen.Complain(result.Summary);
        return result.ExitCode;
    }

    private TwilioLineSettings Settings(ParseResult options) => new()
    {
        VoiceUrl = options.GetValue(_url)!,
        ConnectTo = options.GetValue(_connectTo),
        FallbackUrl = options.GetValue(_fallback),
        StatusCallback = options.GetValue(_status),
        From = options.GetValue(_from)!,
        To = options.GetValue(_to)!,
        AccountSid = options.GetValue(_account)!,
        // Not an option: a command line is seen by everybody on the machine.
        AuthToken = Environment.GetEnvironmentVariable(TokenVariable) ?? "",
        SignsSockets = !options.GetValue(_unsigned),
        Subprotocol = options.GetValue(_subprotocol),
    };

    private static void Keep(TwilioCall call, FileInfo? file)
    {
        if (file is null || call.Heard is not { Count: > 0 } pieces) return;
        var from = pieces[0].At;
        var muLaw = new byte[MediaTime.BytesIn(pieces[^1].End - from)];
        muLaw.AsSpan().Fill(G711.MuLawSilence);
        foreach (var piece in pieces)
        {
            var at = (int)Math.Min(MediaTime.BytesIn(piece.At - from), muLaw.Length);
            piece.MuLaw.Span[..Math.Min(piece.MuLaw.Length, muLaw.Length - at)].CopyTo(muLaw.AsSpan(at));
        }

        var samples = new short[muLaw.Length];
        G711.DecodeMuLaw(muLaw, samples);
        File.WriteAllBytes(file.FullName, WaveFile.Write(samples, MediaTime.BytesPerSecond));
    }

    private static Uri? ParseAddress(ArgumentResult result, string name)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"{name} is an address that begins with http:// or https://, not '{text}'");
        return null;
    }
}
