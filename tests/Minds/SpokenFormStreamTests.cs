using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Tools;

namespace YemotAi.Minds;

/// <summary>The words of a form that comes in pieces.</summary>
public sealed class SpokenFormStreamTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Words(string form, int piece)
    {
        var stream = new SpokenFormStream();
        return string.Concat(form.Chunk(piece).Select(part => stream.Add(new string(part))));
    }

    [Theory]
    [InlineData("שלום, מה שלומך?")]
    [InlineData("\"quotes\" \\ / \n\t\r\b\f {json: [1]} </x>")]
    [InlineData("😀👩‍👩‍👧 ✓ ₪")]
    [InlineData("")]
    public void In_pieces_of_any_size_the_words_are_those_of_the_whole(string words)
    {
        var escaped = SpokenForm.Of(words, AgentAct.HangUp);
        var plain = JsonSerializer.Serialize(new { say = words, then = "end_call" }, Plain);
        foreach (var form in new[] { escaped, plain, " { \"say\" :\n \"" + escaped["{\"say\":\"".Length..] })
            for (var piece = 1; piece <= form.Length; piece++)
                Assert.Equal(words, Words(form, piece));
    }

    [Fact]
    public void Half_a_sign_is_kept_until_its_other_half_has_come()
    {
        var stream = new SpokenFormStream();
        Assert.Equal(["א", "", "😀"], new[] { "{\"say\":\"א", "\ud83d", "\ude00" }.Select(stream.Add));
    }

    [Theory]
    [InlineData("{\"then\":\"end_call\",\"say\":\"x\"}")]
    [InlineData("{\"say \":\"x\"}")]
    [InlineData("{\"sa y\":\"x\"}")]
    [InlineData("{\"say\":5}")]
    [InlineData("[\"say\",\"x\"]")]
    [InlineData("x")]
    [InlineData("{\"say\":\"\\x")]
    [InlineData("{\"say\":\"\\uzzzzx\"")]
    [InlineData("{\"say\":\"\\ud83dx\"")]
    [InlineData("{\"say\":\"\\ude00x\"")]
    public void What_is_not_in_order_has_no_words(string form)
    {
        for (var piece = 1; piece <= form.Length; piece++) Assert.Equal("", Words(form, piece));
    }
}
