using System.Globalization;
using System.Text;
using Xunit;
using YemotAi.Telephony.Yemot.Requests;

namespace YemotAi.Unit.Yemot.Requests;

public sealed class YemotRequestParserTests
{
    private static readonly YemotRequestParser Parser = new(new YemotRequestLimits(), "secret");

    private const string Full =
        "?ApiCallId=c1&ApiPhone=0501234567&ApiDID=0771111111&ApiRealDID=0772222222&ApiExtension=2/1&ApiEnterID=type-7"
        + "&ApiEnterIDName=%D7%93%D7%9F&ApiTime=1700000000&ApiYFCallId=y1&ReferredFrom=025555555";

    private static YemotRequest Read(string query, string body = "") =>
        Parser.Parse(query, Encoding.UTF8.GetBytes(body)).Request ?? throw new InvalidDataException("refused");

    private static YemotRejection Refused(string query, string body = "") =>
        Parser.Parse(query, Encoding.UTF8.GetBytes(body)).Rejection;

    [Fact]
    public void Every_field_of_Yemots_own_has_its_place()
    {
        var request = Read(Full);

        Assert.Equal(
            ("c1", "0501234567", "0771111111", "0772222222", "2/1"),
            (request.CallId, request.Caller, request.Line, request.Dialled, request.Extension));
        Assert.Equal(
            ("type-7", "דן", "1700000000", "y1", "025555555"),
            (request.EnterId, request.EnterIdName, request.Time, request.YfCallId, request.ReferredFrom));
        Assert.False(request.IsHangup);
        Assert.Empty(request.Values);
    }

    [Fact]
    public void A_body_reads_as_a_query_does()
    {
        var fromQuery = Read(Full + "&v=%D7%9B%D7%9F+%D7%9C%D7%90");
        var fromBody = Read("", Full[1..] + "&v=%D7%9B%D7%9F+%D7%9C%D7%90");

        Assert.Equal(fromQuery.Fingerprint, fromBody.Fingerprint);
        Assert.Equal("כן לא", fromBody.Values["v"]);
        Assert.Equal(fromQuery.Caller, fromBody.Caller);
    }

    [Fact]
    public void Query_and_body_are_one_list_and_the_body_is_newer()
    {
        var request = Read("?x=1&v=old&ApiPhone=1", "ApiCallId=c&v=new&ApiPhone=2");

        Assert.Equal("1", request.Values["x"]);
        Assert.Equal("new", request.Values["v"]);
        Assert.Equal("2", request.Caller);
    }

    [Theory]
    [InlineData("ApiCallId=c&m=1&m=2&m=3", "3")]
    [InlineData("ApiCallId=c&m=1&m=", "")]
    [InlineData("ApiCallId=c&m=1&other=5&m=2", "2")]
    public void The_newest_of_a_repeated_name_counts(string query, string newest) =>
        Assert.Equal(newest, Read(query).Values["m"]);

    [Theory]
    [InlineData("ApiPhone")]
    [InlineData("ApiDID")]
    [InlineData("ApiRealDID")]
    [InlineData("ApiExtension")]
    [InlineData("ApiEnterID")]
    [InlineData("ApiEnterIDName")]
    [InlineData("ApiTime")]
    [InlineData("ApiYFCallId")]
    [InlineData("ReferredFrom")]
    public void Any_switch_may_be_off(string name)
    {
        var kept = string.Join('&', Full[1..].Split('&').Where(pair => !pair.StartsWith(name + "=", StringComparison.Ordinal)));

        Assert.Equal("c1", Read(kept).CallId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?ApiPhone=05")]
    [InlineData("?ApiCallId=")]
    [InlineData("?ApiCallId=+%20%00")]
    [InlineData("?apicallid=c")]
    public void Without_a_call_id_it_is_no_request_of_a_call(string query) =>
        Assert.Equal(YemotRejection.MissingCallId, Refused(query));

    [Theory]
    [InlineData("?x=y?ApiCallId=c&ApiPhone=05", "y")]
    [InlineData("?x=y?ApiPhone=05&ApiCallId=c", "y")]
    [InlineData("?x=y?hangup=yes&ApiCallId=c&ApiPhone=05", "y")]
    [InlineData("?x=a?b?ApiCallId=c&ApiPhone=05", "a?b")]
    [InlineData("?z=1&x=y?ApiCallId=c&ApiPhone=05", "y")]
    public void A_query_that_was_glued_to_another_is_taken_apart(string query, string x)
    {
        var request = Read(query);

        Assert.Equal(("c", "05", x), (request.CallId, request.Caller, request.Values["x"]));
    }

    [Theory]
    [InlineData("??ApiCallId=c")]
    [InlineData("?flag?ApiCallId=c")]
    public void A_query_may_be_glued_to_nothing_or_to_a_bare_name(string query) => Assert.Equal("c", Read(query).CallId);

    [Fact]
    public void A_question_mark_in_a_callers_words_is_no_seam()
    {
        var request = Read("?ApiCallId=c&v=what?ApiCallId=d&w=a?b");

        Assert.Equal(("c", "what?ApiCallId=d", "a?b"), (request.CallId, request.Values["v"], request.Values["w"]));
        Assert.Equal("c", Read("", "v=what?ApiCallId=d&ApiCallId=c").CallId);
    }

    [Theory]
    [InlineData("%D7%A9%D7%9C%D7%95%D7%9D", "שלום")]
    [InlineData("שלום", "שלום")]
    [InlineData("a+b%2Bc%20d", "a b+c d")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%D7%", "\uFFFD%")]
    [InlineData("%FF%FE", "\uFFFD\uFFFD")]
    [InlineData("%ED%A0%80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("a%00b%0Ac%7Fd%C2%85e", "abcde")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("%26%3D%3F", "&=?")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("/6/rabc1_1.wav", "/6/rabc1_1.wav")]
    [InlineData("10-10", "10-10")]
    public void Values_are_decoded(string raw, string value) =>
        Assert.Equal(value, Read($"ApiCallId=c&v={raw}").Values["v"]);

    [Fact]
    public void Names_are_decoded_and_known_names_found()
    {
        var request = Read("%41piCallId=c&%D7%A9%D7%9D=1&=x&&flag");

        Assert.Equal("c", request.CallId);
        Assert.Equal(["flag", "שם"], request.Values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("", request.Values["flag"]);
    }

    [Theory]
    [InlineData("2/1", "2/1")]
    [InlineData("/3", "3")]
    [InlineData("/", "")]
    [InlineData("", "")]
    [InlineData("..%2F..%2Fetc", "../../etc")]
    public void An_extension_has_no_leading_slash(string sent, string extension) =>
        Assert.Equal(extension, Read($"ApiCallId=c&ApiExtension={sent}").Extension);

    [Theory]
    [InlineData("hangup=yes", true)]
    [InlineData("hangup=no", false)]
    [InlineData("hangup=", false)]
    [InlineData("", false)]
    public void A_hang_up_says_yes(string pair, bool isHangup)
    {
        var request = Read($"ApiCallId=c&v=1&{pair}&ApiHangupExtension=/3");

        Assert.Equal((isHangup, "3"), (request.IsHangup, request.HangupExtension));
        Assert.Equal(["v"], request.Values.Keys);
    }

    [Fact]
    public void The_secret_is_for_the_access_check_alone()
    {
        var result = Parser.Parse("?ApiCallId=c&secret=one&secret=tw%6F&v=1");

        Assert.Equal("two", result.PresentedSecret);
        Assert.Equal(["v"], result.Request!.Values.Keys);
        Assert.Equal(Read("?ApiCallId=c&v=1").Fingerprint, result.Request.Fingerprint);
        Assert.DoesNotContain("two", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_callers_number_and_words_stay_out_of_the_text_form()
    {
        var text = Read(Full + "&v=private").ToString();

        Assert.DoesNotContain("0501234567", text, StringComparison.Ordinal);
        Assert.DoesNotContain("private", text, StringComparison.Ordinal);
        Assert.DoesNotContain("type-7", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiCallId=c&ApiExtension=1&ApiTime=1&v=1&w=2", "ApiCallId=c&ApiExtension=1&ApiTime=99&v=1&w=2")]
    [InlineData("ApiCallId=c&ApiExtension=1&v=1", "v=1&ApiExtension=/1&ApiCallId=c&ApiPhone=05")]
    [InlineData("ApiCallId=c&v=a+b", "ApiCallId=c&%76=a%20b")]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&hangup=yes&ApiHangupExtension=/3")]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&ApiSomethingNew=17")]
    public void A_repeated_request_has_the_same_fingerprint(string first, string again) =>
        Assert.Equal(Read(first).Fingerprint, Read(again).Fingerprint);

    [Theory]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&w=2")]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&v=1")]
    [InlineData("ApiCallId=c&v=1&v=2&v=1", "ApiCallId=c&v=2&v=1&v=1")]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&w=")]
    [InlineData("ApiCallId=c&v=ab&w=c", "ApiCallId=c&v=a&w=bc")]
    [InlineData("ApiCallId=c&v=1", "ApiCallId=c&v=1&ApiExtension=2")]
    [InlineData("ApiCallId=c&ApiExtension=ab", "ApiCallId=c&ab")]
    public void The_next_turn_has_another_fingerprint(string first, string next) =>
        Assert.NotEqual(Read(first).Fingerprint, Read(next).Fingerprint);

    [Fact]
    public void A_fingerprint_is_the_same_in_every_process() =>
        Assert.Equal("e0c95e60", Read("ApiCallId=c&ApiExtension=1&v=שלום").Fingerprint[..8]);

    [Fact]
    public void What_is_too_large_is_refused_with_the_limit_that_it_broke()
    {
        Assert.Equal(YemotRejection.CallIdTooLong, Refused("ApiCallId=" + new string('c', 201)));
        Assert.Equal(YemotRejection.CallIdTooLong, Refused("ApiCallId=" + new string('c', 1_000_000)));
        Assert.Equal(YemotRejection.FieldTooLong, Refused("ApiCallId=c&ApiPhone=" + new string('5', 501)));
        Assert.Equal(YemotRejection.FieldTooLong, Refused("ApiCallId=c&secret=" + new string('5', 501)));
        Assert.Equal(YemotRejection.NameTooLong, Refused($"ApiCallId=c&{new string('n', 101)}=1"));
        Assert.Equal(YemotRejection.NameTooLong, Refused($"ApiCallId=c&%41{new string('n', 100)}=1"));
        Assert.Equal(YemotRejection.ValueTooLong, Refused("ApiCallId=c&v=" + new string('v', 8_193)));
        Assert.Equal(YemotRejection.ValueTooLong, Refused("ApiCallId=c&v=" + string.Concat(Enumerable.Repeat("%41", 8_193))));
        Assert.Equal(YemotRejection.TooManyParameters, Refused("ApiCallId=c" + string.Concat(Enumerable.Repeat("&a=1", 10_000))));
        Assert.Equal(YemotRejection.TooLarge, Refused("ApiCallId=c", new string('b', 1_048_576)));
    }

    [Fact]
    public void What_is_just_within_the_limits_is_taken()
    {
        var value = string.Concat(Enumerable.Repeat("%D7%A9", 8_192));
        var request = Read($"ApiCallId={new string('c', 200)}&{new string('n', 100)}=1&v={value}");

        Assert.Equal(200, request.CallId.Length);
        Assert.Equal(new string('ש', 8_192), request.Values["v"]);
        Assert.Equal(999, Read("ApiCallId=c" + string.Concat(
            Enumerable.Range(0, 999).Select(number => string.Create(CultureInfo.InvariantCulture, $"&n{number}=1")))).Values.Count);
    }

    [Fact]
    public void Whatever_bytes_come_the_outcome_is_a_value_within_the_limits()
    {
        var random = new Random(7);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        string[] pieces = ["ApiCallId=", "c", "&", "=", "?", "%", "%D7", "%9", "+", "secret=", "hangup=yes", "\uD800", "ש", "\0", "v=", ";", "%00"];
        for (var round = 0; round < 20_000; round++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var body = new byte[random.Next(60)];
            random.NextBytes(body);

            var result = Parser.Parse(query, body);

            Assert.Equal(result.Request is null, result.Rejection != YemotRejection.None);
            if (result.Request is not { } request) continue;
            Assert.All(request.Values, pair =>
            {
                Assert.DoesNotContain(pair.Key + pair.Value, char.IsControl);
                Assert.Equal(pair.Value, strict.GetString(strict.GetBytes(pair.Value)));
                Assert.Equal(pair.Key, strict.GetString(strict.GetBytes(pair.Key)));
            });
        }
    }
}
