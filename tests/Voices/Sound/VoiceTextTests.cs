using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Voices;

namespace YemotAi.Voices.Sound;

public sealed class VoiceTextTests
{
    [Theory]
    [InlineData("שלום", "שלום")]
    [InlineData("  שלום \t\r\n עולם  ", "שלום עולם")]
    [InlineData("שלום\u0007\u001b[31m", "שלום [31m")]
    [InlineData("\u202eשלום\u200f\ufeff", "שלום")]
    [InlineData("שלום \ud800", "שלום")]
    [InlineData("a\u2028b\u00a0c", "a b c")]
    [InlineData("14:30, 03-1234567", "14:30, 03-1234567")]
    [InlineData("שָׁלוֹם", "שָׁלוֹם")]
    public void A_text_is_given_on_one_line_without_what_no_voice_says(string text, string given) =>
        Assert.Equal(given, VoiceText.Of(text, 100));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("...?!")]
    [InlineData("\ufffd\ud800")]
    [InlineData("👍")]
    public void A_text_without_a_letter_or_digit_is_nothing_to_speak(string text) => Assert.Null(VoiceText.Of(text, 100));

    [Fact]
    public void A_text_that_is_too_long_is_refused_without_being_repeated()
    {
        var error = Assert.Throws<VoiceException>(() => VoiceText.Of(new string('א', 101), 100));
        Assert.Equal(VoiceFailure.BadText, error.Failure);
        Assert.DoesNotContain("א", error.Message, StringComparison.Ordinal);
    }
}
