using Xunit;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Unit.Yemot.Text;

public sealed class YemotTextTests
{
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var line in TestFile.Lines("Yemot.Text.spoken.txt"))
        {
            if (line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal))
                continue;
            var arrow = line.LastIndexOf("=>", StringComparison.Ordinal);
            cases.Add(line[..arrow].TrimEnd(' ').Replace("\\n", "\n", StringComparison.Ordinal), line[(arrow + 2)..].Trim());
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Free_text_becomes_what_a_caller_can_hear(string text, string heard) =>
        Assert.Equal(heard, string.Join('.', YemotText.Hebrew.Items(text)));

    [Fact]
    public void Text_with_nothing_to_hear_gives_no_prompt_and_no_page()
    {
        Assert.Null(YemotText.Hebrew.Prompt(null));
        Assert.Null(YemotText.Hebrew.Prompt("**  **"));
        Assert.Empty(YemotText.Hebrew.Pages("🙂"));
    }

    [Fact]
    public void Each_sentence_can_be_an_item_of_its_own()
    {
        var items = YemotText.Hebrew.Items(
            "שלום. מה שלומך? חייגו 050-1234567 עכשיו. תודה", new YemotTextOptions { EachSentenceApart = true });

        Assert.Equal(
            ["t-שלום", "t-מה שלומך?", "t-חייגו", "d-0501234567", "t-עכשיו", "t-תודה"],
            items.Select(item => item.ToString()));
    }

    [Fact]
    public void Vowel_points_can_be_left_out()
    {
        var items = YemotText.Hebrew.Items("שָׁלוֹם", new YemotTextOptions { KeepVowelPoints = false });

        Assert.Equal("t-שלום", Assert.Single(items).ToString());
    }

    [Fact]
    public void Pages_end_after_sentences_when_they_can()
    {
        var sentence = new string('א', 60);
        var pages = YemotText.Hebrew.Pages(
            $"{sentence}. {sentence}. {sentence}", new YemotTextOptions { MaxCharacters = 130 });

        Assert.Equal([$"t-{sentence}, {sentence}", $"t-{sentence}"], pages.Select(page => page.ToString()));
    }

    [Fact]
    public void A_sentence_longer_than_a_page_ends_at_a_comma_when_it_can()
    {
        var clause = new string('א', 60);
        var pages = YemotText.Hebrew.Pages(
            $"{clause}, {clause}, {clause}.", new YemotTextOptions { MaxCharacters = 130 });

        Assert.Equal([$"t-{clause}, {clause}", $"t-{clause}"], pages.Select(page => page.ToString()));
    }

    [Fact]
    public void A_part_longer_than_a_page_ends_between_words()
    {
        var words = Enumerable.Range(0, 100).Select(number => new string((char)('א' + (number % 22)), 7)).ToList();
        var pages = YemotText.Hebrew.Pages(string.Join(' ', words), new YemotTextOptions { MaxCharacters = 110 });

        Assert.All(pages.SkipLast(1), page => Assert.InRange(Assert.Single(page.Items).Content.Length, 80, 110));
        Assert.Equal(words, pages.SelectMany(page => page.Said.Split(' ')));
    }

    [Fact]
    public void A_page_cannot_be_too_small_for_a_word() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new YemotTextOptions { MaxCharacters = YemotTextOptions.LeastMaxCharacters - 1 });

    [Fact]
    public void What_is_too_long_for_a_word_is_left_out() =>
        Assert.Equal("t-שלום עולם", YemotText.Hebrew.Prompt($"שלום {new string('x', 5_000)} עולם")!.ToString());

    [Fact]
    public void A_text_without_end_is_heard_up_to_the_limit_and_no_word_is_cut()
    {
        var prompt = YemotText.Hebrew.Prompt(string.Concat(Enumerable.Repeat("מילה ", 100_000)));

        Assert.NotNull(prompt);
        Assert.InRange(prompt.Said.Length, YemotText.MaxInputCharacters - 10, YemotText.MaxInputCharacters);
        Assert.All(prompt.Said.Split(' '), word => Assert.Equal("מילה", word));
    }

    [Fact]
    public void Broken_surrogates_and_private_characters_vanish() =>
        Assert.Equal("t-שלום עולם", YemotText.Hebrew.Prompt("ש\uD800לום \uE100\uE000 \uDC00עולם\uFFFF&#xE100;")!.ToString());

    [Fact]
    public void A_number_of_many_digits_is_read_in_pieces() => Assert.Equal(
        [30, 30, 5], YemotText.Hebrew.Items(new string('7', 65)).Select(item => item.Content.Length));

    [Theory]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("![")]
    [InlineData("**a")]
    [InlineData("*a ")]
    [InlineData("<a ")]
    [InlineData("<!--")]
    [InlineData("```\n")]
    [InlineData("1-")]
    [InlineData("1,111")]
    [InlineData("1.")]
    [InlineData("0")]
    [InlineData("05")]
    [InlineData("a.")]
    [InlineData("a@")]
    [InlineData("א\"")]
    [InlineData("|-")]
    [InlineData("- ")]
    [InlineData("1:11")]
    [InlineData("\u0301")]
    [InlineData("a\u0301\u0301")]
    [InlineData("\uFDFA")]
    [InlineData("972")]
    [InlineData("https://")]
    [InlineData("# ")]
    public void Repeated_signs_never_make_a_wrong_answer(string sign)
    {
        var text = string.Concat(Enumerable.Repeat(sign, YemotText.MaxInputCharacters / sign.Length));

        if (YemotText.Hebrew.Prompt(text) is { } prompt)
            StrictAnswer.Check(YemotAnswer.Say(prompt).Body);
    }
}
