using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;
using YemotAi.Telephony.Twilio.Signatures;

namespace YemotAi.Unit.Twilio;

/// <summary>Our signatures against Twilio's own code, the npm package <c>twilio</c>; skipped where that is not installed.</summary>
public sealed class TwilioSignatureCrossCheckTests
{
    private const int Requests = 2_000;
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly string[] Hosts = ["calls.example.org", "Calls.Example.ORG", "127.0.0.1", "[2001:db8::7]", "xn--4dbrk0ce.example"];
    private static readonly string[] Ports = ["", "", "", ":443", ":80", ":8443", ":1"];
    private static readonly string[] Pieces =
        ["שלום", "+972501234567", " ", "a", "A", "%20", "&", "=", "'", "\"", "é", "e\u0301", "😀", "\u200F", "\n", "~", "!", "10:30", "לא", "<x/>", "\uFB2A", "Z", "z"];
    private static readonly string[] QueryPieces = ["foo=1", "bar=", "q=%D7%A9", "x=a+b", "y=a%20b", "bodySHA=1", "t=~", "u=1;2", "v=!"];

    [Fact]
    public async Task Twilios_own_code_makes_the_same_of_each_of_thousands_of_requests()
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "yemotai", "tools", "twilio-6.2.0");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "webhooks.js")), "Twilio's signatures are not here: run scripts/install-twilio-signatures.");
        var random = new Random(20_261_121);
        var requests = Enumerable.Range(0, Requests).Select(_ => Sample.Of(random)).ToList();
        var answers = await AskAsync(folder, requests);
        Assert.Equal(Requests, answers.Count);
        for (var i = 0; i < Requests; i++)
        {
            var (request, (expected, isRight)) = (requests[i], answers[i]);
            Assert.Equal(expected, TwilioSignature.Of(request.Token, request.Url, request.Form));
            Assert.True(request.IsRight == isRight, $"Twilio says {isRight} of {request}");
            Assert.True(request.IsRight == request.CheckOurs(), $"we say {!request.IsRight} of {request}");
        }

        Assert.InRange(requests.Count(request => request.IsRight), Requests / 3, Requests * 2 / 3);
        Assert.InRange(requests.Count(request => request.Body is not null), Requests / 10, Requests);
        Assert.Contains(requests, request => request.Form.GroupBy(one => one.Key).Any(group => group.Count() > 2));
    }

    private static async Task<List<(string Expected, bool IsRight)>> AskAsync(string folder, List<Sample> requests)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "Twilio", "Data", "check-signatures.js"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        Process? started = null;
        try
        {
            started = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("Node.js is not here.");
        }

        using var node = started!;
        using var guard = new CancellationTokenSource(Guard);
        try
        {
            var output = node.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = node.StandardError.ReadToEndAsync(guard.Token);
            await node.StandardInput.WriteAsync(JsonSerializer.Serialize(requests.Select(request => request.ForNode())).AsMemory(), guard.Token);
            node.StandardInput.Close();
            var answer = await output;
            await node.WaitForExitAsync(guard.Token);
            Assert.True(node.ExitCode == 0, await errors);
            using var json = JsonDocument.Parse(answer);
            return [.. json.RootElement.EnumerateArray().Select(one => (one.GetProperty("expected").GetString()!, one.GetProperty("isRight").GetBoolean()))];
        }
        finally
        {
            if (!node.HasExited) node.Kill(entireProcessTree: true);
        }
    }

    private sealed record Sample(string Token, string Url, IReadOnlyList<KeyValuePair<string, string>> Form, string? Body, string Signature, bool IsRight)
    {
        public static Sample Of(Random random)
        {
            var token = Convert.ToHexStringLower(RandomBytes(random, 16));
            var scheme = random.Next(5) == 0 ? "http" : "https";
            var query = Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, QueryPieces)).ToList();
            string? body = null;
            List<KeyValuePair<string, string>> form = [];
            if (random.Next(4) == 0)
            {
                body = JsonSerializer.Serialize(new { text = Text(random), at = random.Next() });
                query.Add("bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
            }
            else if (random.Next(6) > 0)
            {
                form = Values(random);
            }

            var path = "/" + string.Join('/', Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, ["webhook", "a", "%D7%A9", "x.php", "~y"])));
            var url = $"{scheme}://{Pick(random, Hosts)}{Pick(random, Ports)}{path}" + (query.Count == 0 ? "" : "?" + string.Join('&', query));
            var signature = TwilioSignature.Of(token, url, form);
            var right = new Sample(token, url, form, body, signature, IsRight: true);
            return random.Next(2) == 0 ? right : right.Spoilt(random);
        }

        public bool CheckOurs() =>
            TwilioSignature.IsRight(Token, Signature, Url, Form)
            && (Body is null || TwilioSignature.IsBody(new Uri(Url).Query, Encoding.UTF8.GetBytes(Body)));

        public object ForNode() => new
        {
            token = Token,
            url = Url,
            // Several values of one key are an array there, a single one is a text.
            form = Form.GroupBy(one => one.Key).ToDictionary(
                group => group.Key, group => group.Count() == 1 ? (object)group.First().Value : group.Select(one => one.Value).ToArray()),
            body = Body,
            signature = Signature,
        };

        private Sample Spoilt(Random random)
        {
            var spoilt = this with { IsRight = false };
            return random.Next(5) switch
            {
                0 => spoilt with { Token = Token[1..] + "x" },
                1 => spoilt with { Signature = Convert.ToBase64String(RandomBytes(random, 20)) },
                2 => spoilt with { Signature = Signature[..^4] },
                3 when Body is not null => spoilt with { Body = Body + " " },
                3 when Form.Count > 0 => spoilt with { Form = [.. Form.Skip(1), new(Form[0].Key, Form[0].Value + "x")] },
                _ => spoilt with { Url = Url + "x" },
            };
        }

        private static List<KeyValuePair<string, string>> Values(Random random)
        {
            var values = new List<KeyValuePair<string, string>>();
            for (var left = random.Next(1, 30); left > 0; left--)
            {
                var key = Text(random);
                for (var times = random.Next(5) == 0 ? random.Next(2, 5) : 1; times > 0; times--) values.Add(new(key, random.Next(4) == 0 ? "" : Text(random)));
            }

            return values;
        }

        private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pick(random, Pieces)));

        private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

        private static byte[] RandomBytes(Random random, int count)
        {
            var bytes = new byte[count];
            random.NextBytes(bytes);
            return bytes;
        }
    }
}
