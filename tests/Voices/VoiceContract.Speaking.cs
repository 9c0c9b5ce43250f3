using Xunit;
using YemotAi.Calls.Voice;

namespace YemotAi.Voices;

public abstract partial class VoiceContract
{
    [Fact]
    public async Task A_sentence_is_heard_as_loud_and_as_long_as_people_say_it()
    {
        var sound = await SpeakAsync(Sentence);
        Assert.InRange(Heard.LengthOf(sound).TotalSeconds, Sentence.Length * 0.04, Sentence.Length * 0.2);
        Assert.InRange(Heard.LevelOf(sound), -26, -12);
    }

    [Fact]
    public async Task What_is_heard_is_never_cut_at_the_loudest_that_can_be_sent()
    {
        var samples = Heard.SamplesOf(await SpeakAsync(Sentence + " קטסטרופה! אבא אמא שבת."));
        // Mu-law's largest value is 32124; a wave that is cut stays there for some samples.
        var longest = 0;
        for (int i = 0, run = 0; i < samples.Length; i++)
        {
            run = Math.Abs((int)samples[i]) >= 32_124 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        Assert.InRange(longest, 0, 2);
    }

    [Fact]
    public async Task Twice_the_words_take_about_twice_the_time()
    {
        var one = await SpeakAsync(Sentence);
        var two = await SpeakAsync(Sentence + " " + Sentence);
        Assert.InRange((double)two.Length / one.Length, 1.7, 2.3);
    }

    [Fact]
    public async Task Slower_takes_longer()
    {
        var usual = await SpeakAsync(Sentence);
        var slow = await Heard.AllAsync(Voice, new SpokenText(Sentence) { Speed = 0.7 }, Cancellation).WaitAsync(Guard, Cancellation);
        Assert.InRange((double)slow.Length / usual.Length, 1.15, 1.7);
    }

    [Theory]
    [InlineData("נקבע תור ליום שלישי, 24.11, בשעה 14:30 - מתאים?")]
    [InlineData("המחיר: 1,250 ש\"ח (כולל מע\"מ); 18% הנחה!")]
    [InlineData("הטלפון 03-1234567, שלוחה 8.")]
    [InlineData("שָׁלוֹם, מַה שְּׁלוֹמְךָ?")]
    [InlineData("נשלח מייל ל-office@example.com, אוקיי?")]
    [InlineData("צ'ק, ג'ורג', ד\"ר, רח' הרצל 5 א'")]
    public async Task Hebrew_with_digits_and_signs_is_spoken(string text) =>
        Assert.InRange(Heard.LengthOf(await SpeakAsync(text)).TotalSeconds, 0.8, 20);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\r\n\t")]
    [InlineData("...")]
    [InlineData("?! - \"\"")]
    [InlineData("\u200f\u202b\ufeff")]
    [InlineData("\0\u0007\u001b")]
    public async Task A_text_with_nothing_to_speak_gives_no_sound_and_no_failure(string text) => Assert.Empty(await SpeakAsync(text));

    [Theory]
    [InlineData("שלום $(touch {0}) `touch {0}` ; touch {0} | touch {0} && touch {0}")]
    [InlineData("שלום\n--help\n-w {0}\n-f /etc/passwd")]
    [InlineData("-w {0} שלום")]
    [InlineData("<speak>שלום<audio src=\"file:///etc/passwd\"/><break time=\"600s\"/></speak>")]
    [InlineData("שלום [[h@l'oU]] <!-- {0} --> ]]> &amp; &#x5d0;")]
    [InlineData("שלום\0עולם\u0007\u001b[31m\u202eםולש")]
    [InlineData("שלום \ud800 עולם \udc00")]
    [InlineData("\",\"voice\":{\"name\":\"other\"},\"x\":\"שלום")]
    [InlineData("%s%s%n%n שלום {{0}}")]
    public async Task A_hostile_text_is_read_out_and_nothing_else(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), "voices-" + Guid.NewGuid().ToString("N"));
        var sound = await SpeakAsync(text.Replace("{0}", file, StringComparison.Ordinal));
        Assert.InRange(Heard.LengthOf(sound).TotalSeconds, 0.2, 60);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task The_longest_text_is_spoken_and_a_longer_one_refused()
    {
        var longest = string.Concat(Enumerable.Repeat("אבג ", Bench.MaxCharacters / 4));
        Assert.InRange(Heard.LengthOf(await SpeakAsync(longest)).TotalSeconds, 60, 300);
        var (sound, failure) = await TryAsync(longest + "אבגד");
        Assert.Empty(sound);
        Assert.Equal(VoiceFailure.BadText, failure?.Failure);
    }

    [Fact]
    public async Task Many_at_once_are_each_heard_as_alone()
    {
        string[] texts = [.. Enumerable.Range(0, Bench.AtOnce).Select(i => $"שלום לכם, זה משפט מספר {i + 100} מתוך רבים.")];
        var alone = new List<byte[]>();
        foreach (var text in texts.Take(3)) alone.Add(await SpeakAsync(text));
        var together = await Task.WhenAll(texts.Select(text => Task.Run(() => SpeakAsync(text))));
        Assert.All(alone.Zip(together), pair => Assert.Equal(pair.First, pair.Second));
        Assert.All(together, sound => Assert.InRange(Heard.LengthOf(sound).TotalSeconds, 1, 20));
    }

    [Fact]
    public async Task It_says_that_it_is_ready() => Assert.True((await Voice.CheckAsync(Cancellation)).IsReady);
}
