using System.Text;
using Xunit;
using YemotAi.Telephony.Yemot.Answers;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Unit.Yemot.Answers;

/// <summary>Whatever text comes, the answer is one that Yemot obeys and that does what was meant.</summary>
public sealed class InjectionTests
{
    private const int Rounds = 6_000;

    private static readonly string[] Pieces =
    [
        "&", "=", ",", ".", "-", "\n", "\r", "\0", "'", "\"", "|", ":", "`", "*", "#", "_", "~", "(", ")", "[", "]", "<", ">",
        "!", "?", "/", "\\", "%", "₪", "$", "+", "״", "׳", "־", "–", "—", "\u202E", "\u200F", "\uFEFF", "\uD83D", "\uDE00", "😀", "\uE000", "\uE100",
        " ", "  ", "\t", "שלום", "a", "ב", "1", "05", "10:30", "2026", "050-1234567", "49.90", "\u05B8", "\u0591", "\u0301", "&read=", "t-", "g-hangup",
        "&go_to_folder=hangup", "=val,no", "https://", "a@b.com", "[x](y)", "```", "&amp;", "&#x26;", "&#38;", "＆", "＝", "．", "－", "ﬁ", "½", "²", "٣",
    ];

    private static IEnumerable<string> Texts()
    {
        var random = new Random(20261121);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder();
            for (var left = random.Next(30); left > 0; left--)
                text.Append(random.Next(8) == 0 ? ((char)random.Next(0x10000)).ToString() : Pieces[random.Next(Pieces.Length)]);
            yield return text.ToString();
        }
    }

    [Fact]
    public void Any_text_makes_a_valid_question_with_the_fields_that_were_meant()
    {
        foreach (var text in Texts())
        {
            var asked = YemotText.Hebrew.Prompt(text) ?? Prompt.Of(PromptItem.Nothing());

            var command = Assert.Single(StrictAnswer.Check(YemotAnswer.Ask(asked, new KeysQuestion("v")).Body));

            Assert.EndsWith("=v,no,,1,7,No,no,no,,,,,,,no", command.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_text_makes_pages_within_the_limit()
    {
        var options = new YemotTextOptions { MaxCharacters = YemotTextOptions.LeastMaxCharacters };
        foreach (var text in Texts())
        {
            foreach (var page in YemotText.Hebrew.Pages(text, options))
            {
                StrictAnswer.Check(YemotAnswer.Say(page).ThenHangUp().Body);
                Assert.InRange(page.Items.Sum(item => item.Content.Length), 1, options.MaxCharacters);
            }
        }
    }

    [Fact]
    public void Pages_say_what_one_prompt_says()
    {
        var options = new YemotTextOptions { MaxCharacters = YemotTextOptions.LeastMaxCharacters };
        foreach (var text in Texts())
        {
            Assert.Equal(
                Words(YemotText.Hebrew.Items(text)),
                Words(YemotText.Hebrew.Pages(text, options).SelectMany(page => page.Items)));
        }

        static string Words(IEnumerable<PromptItem> items) =>
            string.Join(' ', string.Join(' ', items.Select(item => item.Content)).Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_is_made_safe_stays_as_it_is()
    {
        foreach (var text in Texts())
        {
            var safe = SafeSpeech.Clean(text);

            Assert.Equal(safe, SafeSpeech.Clean(safe));
            if (safe.Length > 0)
                StrictAnswer.Speech(safe);
        }
    }

    [Fact]
    public void Any_text_in_any_other_place_is_refused_or_harmless()
    {
        Func<string, YemotAnswer>[] places =
        [
            text => YemotAnswer.Say(Prompt.Of(PromptItem.File(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.TextFile(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Digits(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Letters(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Music(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Text(text))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Time(ZmanTime.Named(text)))),
            text => YemotAnswer.Say(Prompt.Of(PromptItem.Time(ZmanTime.Now with { Zone = text }))),
            text => YemotAnswer.GoTo(Place.At(text)),
            text => YemotAnswer.GoTo(Place.Below(text)),
            text => YemotAnswer.GoToAndPlay(Place.Root, text),
            text => YemotAnswer.RouteInside(text),
            text => YemotAnswer.RouteToSip(text),
            text => YemotAnswer.Route(new Transfer(text)),
            text => YemotAnswer.Route(new Transfer("050") { Email = text }),
            text => YemotAnswer.Route(new Transfer("050") { EmailName = text }),
            text => YemotAnswer.Charge(new CardCharge("p", 1) { Password = text }),
            text => YemotAnswer.Charge(new CardCharge(text, 1)),
            text => YemotAnswer.Hold(new HoldMusic(text)),
            text => YemotAnswer.Nothing(text),
            text => YemotAnswer.Bare(text),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new KeysQuestion(text)),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new KeysQuestion("v") { Replace = text }),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new KeysQuestion("v") { Allowed = [text] }),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new KeysQuestion("v") { AcceptEmpty = true, EmptyValue = text }),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new SpeechQuestion("v") { Language = text }),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new RecordingQuestion("v") { Folder = text }),
            text => YemotAnswer.Ask(Prompt.Of(PromptItem.Nothing()), new RecordingQuestion("v") { FileName = text }),
        ];
        var built = 0;
        foreach (var text in Texts())
        {
            foreach (var place in places)
            {
                YemotAnswer answer;
                try
                {
                    answer = place(text);
                }
                catch (ArgumentException)
                {
                    continue;
                }

                Assert.Single(StrictAnswer.Check(answer.Body));
                built++;
            }
        }

        Assert.True(built > Rounds, "Some text is taken in some places, or nothing was shown here.");
    }
}
