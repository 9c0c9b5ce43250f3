using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Signatures;

namespace YemotAi.Unit.Twilio;

public sealed class TwilioRequestCheckTests
{
    private const string Token = "0123456789abcdef0123456789abcdef", Base = "https://Calls.example.org", Path = "/webhook/incoming_call";
    private const string Form = "CallSid=CA1&Body=%D7%A9%D7%9C%D7%95%D7%9D%0Aa+b&Body=x&empty=&CallSid=CA1";

    private static readonly KeyValuePair<string, string>[] Values =
        [new("CallSid", "CA1"), new("Body", "שלום\na b"), new("Body", "x"), new("empty", ""), new("CallSid", "CA1")];

    private static TwilioOptions Options => new() { PublicBaseUrl = Base, AuthToken = Token };

    [Fact]
    public async Task A_signed_form_is_read()
    {
        var request = await CheckAsync(Post(Form, TwilioSignature.Of(Token, Base + Path, Values)));
        Assert.Equal(TwilioTrust.ByTwilio, request.Trust);
        Assert.Equal(Values, request.Fields);
        Assert.Equal("שלום\na b", request["Body"]);
        Assert.Equal("", request["body"]);
    }

    [Fact]
    public async Task What_a_sender_says_of_the_address_plays_no_part()
    {
        var context = Post(Form, TwilioSignature.Of(Token, Base + Path, Values));
        context.Request.Host = new HostString("evil.example");
        context.Request.Headers["X-Forwarded-Host"] = "evil.example";
        context.Request.Headers["X-Forwarded-Proto"] = "http";
        Assert.Equal(TwilioTrust.ByTwilio, (await CheckAsync(context)).Trust);

        context = Post(Form, TwilioSignature.Of(Token, "https://evil.example" + Path, Values));
        context.Request.Host = new HostString("evil.example");
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(context)).Trust);
    }

    [Fact]
    public async Task The_path_is_checked_as_it_was_asked()
    {
        const string Asked = "/webhook/%d7%a9?a=%2F&b=1+2&c";
        var context = Post(Form, TwilioSignature.Of(Token, Base + Asked, Values), Asked);
        var request = await CheckAsync(context);
        Assert.Equal(TwilioTrust.ByTwilio, request.Trust);
        Assert.Equal("/", request["a"]);
        Assert.Equal("1 2", request["b"]);
    }

    [Fact]
    public async Task The_second_token_is_right_too()
    {
        const string Second = "fedcba9876543210fedcba9876543210";
        var options = Options;
        options.SecondAuthToken = Second;
        Assert.Equal(TwilioTrust.ByTwilio, (await CheckAsync(Post(Form, TwilioSignature.Of(Second, Base + Path, Values)), options)).Trust);
        Assert.Equal(TwilioTrust.ByTwilio, (await CheckAsync(Post(Form, TwilioSignature.Of(Token, Base + Path, Values)), options)).Trust);
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(Post(Form, TwilioSignature.Of(Second, Base + Path, Values)))).Trust);
    }

    [Fact]
    public async Task A_body_that_is_no_form_counts_only_with_its_hash()
    {
        const string Body = "{\"property\": \"value\", \"boolean\": true}";
        const string Hashed = Path + "?bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
        var request = await CheckAsync(Post(Body, TwilioSignature.Of(Token, Base + Hashed), Hashed, "application/json"));
        Assert.Equal(TwilioTrust.ByTwilio, request.Trust);
        Assert.Equal(Body, Encoding.UTF8.GetString(request.Body.Span));
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(Post(Body + " ", TwilioSignature.Of(Token, Base + Hashed), Hashed, "application/json"))).Trust);
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(Post("", TwilioSignature.Of(Token, Base + Hashed), Hashed, "application/json"))).Trust);
        // The signature of a GET of the address is no signature of a body sent there.
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(Post(Form, TwilioSignature.Of(Token, Base + Path), contentType: "application/json"))).Trust);
        Assert.Equal(TwilioTrust.Wrong, (await CheckAsync(Post(Form, TwilioSignature.Of(Token, Base + Path), contentType: "text/plain"))).Trust);
    }

    [Fact]
    public async Task Without_a_signature_nothing_is_read()
    {
        var request = await CheckAsync(Post(Form, signature: null));
        Assert.Equal(TwilioTrust.NotSigned, request.Trust);
        Assert.Empty(request.Fields);
        var twice = Post(Form, signature: null);
        twice.Request.Headers[TwilioSignature.Header] = new([TwilioSignature.Of(Token, Base + Path, Values), "x"]);
        Assert.False((await CheckAsync(twice)).IsTrusted);
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost", null, true)]
    [InlineData("::1", "[::1]", null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("192.0.2.7", "localhost", null, false)]
    [InlineData("127.0.0.1", "calls.example.org", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "Via", false)]
    [InlineData(null, "localhost", null, false)]
    public async Task Without_a_token_only_this_machine_is_answered(string? address, string host, string? header, bool isAnswered)
    {
        var context = Post(Form, signature: null);
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        context.Request.Host = new HostString(host);
        if (header is not null) context.Request.Headers[header] = "192.0.2.7";
        var request = await CheckAsync(context, new TwilioOptions());
        Assert.Equal(isAnswered ? TwilioTrust.Local : TwilioTrust.Refused, request.Trust);
        Assert.Equal(isAnswered, request.IsTrusted);
        Assert.Equal(isAnswered ? Values : [], request.Fields);
        Assert.Equal(isAnswered ? TwilioTrust.Local : TwilioTrust.Refused, new TwilioRequestCheck(new TwilioOptions()).CheckSocket(context));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_too_large_is_not_read(bool saysItsLength)
    {
        var options = Options;
        options.MaxRequestBytes = 4_096;
        var context = Post(new string('a', 5_000), "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        if (!saysItsLength) context.Request.ContentLength = null;
        Assert.Equal(TwilioTrust.Unreadable, (await CheckAsync(context, options)).Trust);
    }

    [Fact]
    public async Task Too_many_parameters_are_not_read()
    {
        var options = Options;
        options.MaxParameters = 50;
        var form = string.Join('&', Enumerable.Range(0, 51).Select(i => $"a{i}=1"));
        Assert.Equal(TwilioTrust.Unreadable, (await CheckAsync(Post(form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), options)).Trust);
        Assert.Equal(TwilioTrust.Unreadable, (await CheckAsync(Post("", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", Path + "?" + form), options)).Trust);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_no_error_of_ours()
    {
        var context = Post(Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
        context.Request.Body = new BrokenBody();
        Assert.Equal(TwilioTrust.Unreadable, (await CheckAsync(context)).Trust);
    }

    [Fact]
    public void A_socket_is_let_in_by_its_signature()
    {
        var check = new TwilioRequestCheck(Options);
        Assert.Equal(TwilioTrust.ByTwilio, check.CheckSocket(Post("", TwilioSignature.Of(Token, "wss://Calls.example.org/ws/twilio-media"), "/ws/twilio-media/")));
        Assert.Equal(TwilioTrust.Wrong, check.CheckSocket(Post("", TwilioSignature.Of(Token, "wss://Calls.example.org/ws/other"), "/ws/twilio-media/")));
        Assert.Equal(TwilioTrust.NotSigned, check.CheckSocket(Post("", null, "/ws/twilio-media")));
    }

    [Theory]
    [InlineData("http://evil.example/webhook")]
    [InlineData("*")]
    public async Task A_target_that_is_no_path_is_not_read(string target) =>
        Assert.Equal(TwilioTrust.Unreadable, (await CheckAsync(Post(Form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", target))).Trust);

    private static Task<TwilioRequest> CheckAsync(HttpContext context, TwilioOptions? options = null) =>
        new TwilioRequestCheck(options ?? Options).ReadAsync(context);

    private static DefaultHttpContext Post(
        string body, string? signature, string target = Path, string contentType = "application/x-www-form-urlencoded; charset=UTF-8")
    {
        var context = new DefaultHttpContext();
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        context.Request.Method = "POST";
        context.Request.Host = new HostString("10.1.2.3", 8080);
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.Body = new MemoryStream(bytes);
        context.Request.ContentLength = bytes.Length;
        context.Request.ContentType = contentType;
        if (signature is not null) context.Request.Headers[TwilioSignature.Header] = signature;
        return context;
    }

    private sealed class BrokenBody : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The connection is lost.");
    }
}
