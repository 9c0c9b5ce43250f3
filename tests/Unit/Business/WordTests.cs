using Xunit;
using YemotAi.Business.Search;

namespace YemotAi.Unit.Business;

/// <summary>How text becomes words, and words become forms.</summary>
public sealed class WordTests
{
    public static TheoryData<string, string> Words() => Pairs("words.he.tsv");

    public static TheoryData<string, string> SameWords() => Pairs("same_words.he.tsv");

    public static TheoryData<string, string> OtherWords() => Pairs("other_words.he.tsv");

    [Theory]
    [MemberData(nameof(Words))]
    public void Text_is_cut_into_words_of_one_spelling(string text, string words) =>
        Assert.Equal(words.Split(' '), HebrewTokenizer.Words(text));

    [Theory]
    [MemberData(nameof(SameWords))]
    public void Prefixes_and_endings_do_not_make_another_word(string fact, string said) => Assert.True(Meet(fact, said));

    [Theory]
    [MemberData(nameof(OtherWords))]
    public void Words_that_only_look_alike_stay_apart(string fact, string said) => Assert.False(Meet(fact, said));

    [Fact]
    public void A_question_is_read_only_up_to_its_bounds()
    {
        var words = QuestionReader.Question(string.Concat(Enumerable.Repeat("כמה עולה ", 20_000)));
        Assert.InRange(words.Count, 1, SearchLimits.QuestionWords);
    }

    [Theory]
    [InlineData("החלכה", "החלקה")]
    [InlineData("תסרוכת", "תסרוקת")]
    [InlineData("תיספורת", "תספורת")]
    [InlineData("תספרת", "תספורת")]
    public void A_word_one_edit_away_is_found(string said, string known)
    {
        var found = Near(said, known);
        Assert.Equal(known, Assert.Single(found).Text);
    }

    [Theory]
    [InlineData("גבר", "דבר")]
    [InlineData("פנים", "פסים")]
    [InlineData("תפוחים", "פתוחים")]
    [InlineData("תספורת", "תסרוקת")]
    public void A_short_word_or_two_edits_are_too_far(string said, string known) => Assert.Empty(Near(said, known));

    private static List<WordForm> Near(string said, string known)
    {
        var near = new NearWords();
        near.Add(HebrewTokenizer.Words(known)[0]);
        var found = new List<WordForm>();
        near.Find(HebrewTokenizer.Words(said)[0], found);
        return [.. found.Select(form => form with { Text = known })];
    }

    private static bool Meet(string fact, string said)
    {
        var known = QuestionReader.Fact(fact)[0];
        var asked = QuestionReader.Question(said)[0];
        return known.Forms.Any(a => asked.Forms.Any(b => a.Text == b.Text)) || known.Concepts.Intersect(asked.Concepts).Any();
    }

    private static TheoryData<string, string> Pairs(string file)
    {
        var data = new TheoryData<string, string>();
        foreach (var fields in ExampleBusiness.Lines($"Business/Data/{file}").Select(line => line.Split('\t')))
            data.Add(fields[0], fields[1]);
        return data;
    }
}
