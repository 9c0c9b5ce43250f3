using Xunit;

namespace YemotAi.Unit.Business;

/// <summary>What callers of the example business ask, in their own words.</summary>
public sealed class QuestionTests
{
    public static TheoryData<string, string> Questions()
    {
        var data = new TheoryData<string, string>();
        foreach (var fields in ExampleBusiness.Lines("Business/Data/questions.he.tsv").Select(line => line.Split('\t')))
            data.Add(fields[0], fields[1]);
        return data;
    }

    public static TheoryData<string> UnknownQuestions() =>
        [.. ExampleBusiness.Lines("Business/Data/unknown.he.txt")];

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_question_gets_the_answer_that_the_file_has(string question, string expected)
    {
        var answer = ExampleBusiness.Knowledge.Find("example", question, ExampleBusiness.Now);
        Assert.NotNull(answer);
        Assert.Contains(expected, answer.Text, StringComparison.Ordinal);
        Assert.InRange(answer.Confidence, 0, 1);
    }

    [Theory]
    [MemberData(nameof(UnknownQuestions))]
    public void A_question_that_the_file_does_not_answer_stays_unanswered(string question) =>
        Assert.Null(ExampleBusiness.Knowledge.Find("example", question, ExampleBusiness.Now));
}
