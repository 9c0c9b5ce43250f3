using Xunit;
using YemotAi.SpeechCorpus;

namespace YemotAi.Speech.Tests;

/// <summary>Texts with vowel marks, for a synthesiser that does not expect all of them.</summary>
public sealed class HebrewMarksTests
{
    [Theory]
    [InlineData("שָׁלוֹם", "שָלוֹם")]
    [InlineData("תּוֹדָה", "תוֹדָה")]
    [InlineData("הוּא", "הוּא")]
    [InlineData("לֹא", "לוֹא")]
    [InlineData("לִקְבֹּעַ", "לִקְבוֹעַ")]
    [InlineData("מתי", "מתי")]
    public void A_mark_whose_name_would_be_said_is_left_out(string text, string spoken) => Assert.Equal(spoken, HebrewMarks.ForSpeech(text));

    [Fact]
    public void Words_are_recognised_without_marks() => Assert.Equal("שלום, אני", HebrewMarks.Without("שָׁלוֹם, אֲנִי"));
}
