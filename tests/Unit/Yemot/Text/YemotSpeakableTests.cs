using Xunit;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Unit.Yemot.Text;

public sealed class YemotSpeakableTests
{
    [Theory]
    [InlineData("שלום")]
    [InlineData("**שלום**")]
    [InlineData("050-1234567")]
    [InlineData("Yes 🙂")]
    [InlineData("[האתר שלנו](https://example.com/a)")]
    [InlineData("```\ncode\n```\nזה הכול.")]
    public void A_text_with_a_word_or_a_number_can_be_said(string text) => Assert.True(new YemotSpeakable().HasWords(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("...?!")]
    [InlineData("**  **\n---\n# \n> \n|---|---|")]
    [InlineData("<br/><b></b><!-- שלום -->")]
    [InlineData("🙂 👍🏽 🇮🇱 👨‍👩‍👧")]
    [InlineData("```\nvar x = 1;\n```")]
    [InlineData("[](https://example.com/a)")]
    [InlineData("![](https://example.com/a.png)")]
    [InlineData("\u200f\u202e\u0000\u0007")]
    public void A_text_without_any_cannot(string text) => Assert.False(new YemotSpeakable().HasWords(text));
}
