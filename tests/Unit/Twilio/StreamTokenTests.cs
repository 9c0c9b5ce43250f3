using System.Buffers.Text;
using Xunit;
using YemotAi.Telephony.Twilio;
using YemotAi.Telephony.Twilio.Tokens;
using YemotAi.Telephony.Twilio.TwiML;
using YemotAi.Tests;

namespace YemotAi.Unit.Twilio;

public sealed class StreamTokenTests
{
    private const string Call = "CA0123456789abcdef0123456789abcdef";
    private static readonly StreamFacts Facts = new(Call, "+972501234567", "+97231234567");

    private readonly ManualTime _time = new();

    private StreamToken Tokens => new(new TwilioOptions { AuthToken = "0123456789abcdef" }, _time);

    [Fact]
    public void It_gives_back_what_it_was_made_of_in_any_process_with_the_same_settings()
    {
        Assert.Equal(StreamTokenVerdict.Right, Tokens.Check(Tokens.Make(Facts), Call, out var facts));
        Assert.Equal(Facts, facts);
    }

    [Fact]
    public void It_is_good_for_its_call_alone()
    {
        Assert.Equal(StreamTokenVerdict.OtherCall, Tokens.Check(Tokens.Make(Facts), Call[..^1] + "0", out var facts));
        Assert.Null(facts);
        Assert.Equal(StreamTokenVerdict.OtherCall, Tokens.Check(Tokens.Make(Facts), "", out _));
    }

    [Fact]
    public void It_is_good_for_a_short_time()
    {
        var token = Tokens.Make(Facts);
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(StreamTokenVerdict.Right, Tokens.Check(token, Call, out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(StreamTokenVerdict.Expired, Tokens.Check(token, Call, out var facts));
        Assert.Null(facts);
    }

    [Fact]
    public void Any_bit_that_is_changed_makes_it_forged()
    {
        var bytes = Base64Url.DecodeFromChars(Tokens.Make(Facts));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(StreamTokenVerdict.Forged, Tokens.Check(Base64Url.EncodeToString(bytes), Call, out _));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(StreamTokenVerdict.Right, Tokens.Check(Base64Url.EncodeToString(bytes), Call, out _));
    }

    [Fact]
    public void Any_length_makes_no_trouble()
    {
        var token = Tokens.Make(Facts);
        for (var length = 1; length < token.Length; length++) Assert.Equal(StreamTokenVerdict.Forged, Tokens.Check(token[..length], Call, out _));
        Assert.Equal(StreamTokenVerdict.Forged, Tokens.Check(token + "AAAA", Call, out _));
        Assert.Equal(StreamTokenVerdict.Forged, Tokens.Check(new string('A', 100_000), Call, out _));
        Assert.Equal(StreamTokenVerdict.Forged, Tokens.Check("שלום", Call, out _));
        Assert.Equal(StreamTokenVerdict.Missing, Tokens.Check("", Call, out _));
        Assert.Equal(StreamTokenVerdict.Missing, Tokens.Check(null, Call, out _));
    }

    [Fact]
    public void Another_key_does_not_know_it()
    {
        var token = Tokens.Make(Facts);
        foreach (var options in new TwilioOptions[]
        {
            new() { AuthToken = "0123456789abcdeF" }, new() { AuthToken = "0123456789abcdef", StreamTokenKey = "another key of ours" }, new(),
        })
        {
            Assert.Equal(StreamTokenVerdict.Forged, new StreamToken(options, _time).Check(token, Call, out _));
        }
    }

    [Fact]
    public void A_key_of_its_own_does_not_change_with_the_auth_token()
    {
        var before = new StreamToken(new TwilioOptions { AuthToken = "0123456789abcdef", StreamTokenKey = "a key of ours alone" }, _time);
        var after = new StreamToken(new TwilioOptions { AuthToken = "fedcba9876543210", StreamTokenKey = "a key of ours alone" }, _time);
        Assert.Equal(StreamTokenVerdict.Right, after.Check(before.Make(Facts), Call, out _));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("א")]
    [InlineData("😀")]
    public void Whatever_the_numbers_are_it_fits_a_parameter(string letter)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, 1_000));
        var token = Tokens.Make(new StreamFacts(Call, longest, longest));
        Assert.True(StreamToken.ParameterName.Length + token.Length < MediaStream.ParameterLimit);
        Assert.Equal(StreamTokenVerdict.Right, Tokens.Check(token, Call, out var facts));
        Assert.StartsWith(facts!.From, longest, StringComparison.Ordinal);
        Assert.NotEmpty(facts.From);
        Assert.Throws<ArgumentException>(() => Tokens.Make(Facts with { CallSid = longest }));
        Assert.Throws<ArgumentException>(() => Tokens.Make(Facts with { CallSid = "" }));
    }
}
