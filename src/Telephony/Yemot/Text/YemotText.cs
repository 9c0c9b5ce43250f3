using System.Buffers;
using YemotAi.Telephony.Yemot.Answers;

namespace YemotAi.Telephony.Yemot.Text;

/// <summary>
/// Makes prompts of free text: what a business wrote, what a model answered. What a caller needs to hear stays and can
/// be spoken: times, prices, percentages, dates, telephone numbers (as digit items), addresses, abbreviations, the
/// pauses between sentences. Markup, emoji and signs that would break an answer go. Thread-safe.
/// </summary>
public sealed class YemotText
{
    /// <summary>
    /// Characters of a text that are looked at: half an hour of speech. What is beyond is left out, between words.
    /// </summary>
    public const int MaxInputCharacters = 20_000;

    /// <summary>Texts of only these need no more than to be divided into sentences.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range('א', 'ת' - 'א' + 1).Select(code => (char)code),
         .. Enumerable.Range('a', 26).Select(code => (char)code), .. Enumerable.Range('A', 26).Select(code => (char)code),
         .. " ,?!\n"]);

    private readonly SpokenWords _words;

    private YemotText(SpokenWords words) => _words = words;

    /// <summary>For Hebrew.</summary>
    public static YemotText Hebrew { get; } = new(SpokenWords.Hebrew);

    /// <summary>
    /// The text as one prompt however long, or null when there is nothing to hear in it (nothing, only markup, only
    /// emoji): what is said then is the caller's choice.
    /// </summary>
    public Prompt? Prompt(string? text, YemotTextOptions? options = null) =>
        Read(text, options ?? YemotTextOptions.Default, int.MaxValue) is [var page] ? page : null;

    /// <summary>The items of <see cref="Prompt"/>; none when there is nothing to hear.</summary>
    public IReadOnlyList<PromptItem> Items(string? text, YemotTextOptions? options = null) =>
        Prompt(text, options)?.Items ?? [];

    /// <summary>
    /// The text in prompts of at most <see cref="YemotTextOptions.MaxCharacters"/> each, to be heard one after the
    /// other; none when there is nothing to hear.
    /// </summary>
    public IReadOnlyList<Prompt> Pages(string? text, YemotTextOptions? options = null) =>
        Read(text, options ?? YemotTextOptions.Default, (options ?? YemotTextOptions.Default).MaxCharacters);

    private IReadOnlyList<Prompt> Read(string? text, YemotTextOptions options, int maxCharacters)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var pages = new PageBuilder(maxCharacters, options.EachSentenceApart);
        foreach (var sentence in Sentences.Split(Draft(text, options)))
            pages.Add(sentence);
        return pages.Finish();
    }

    private SpokenDraft Draft(string text, YemotTextOptions options)
    {
        text = PlainUnicode.Shorten(text, MaxInputCharacters);
        if (IsPlain(text))
            return new SpokenDraft(text);

        text = Markup.DecodeReferences(Phrases.Replace(text, _words));
        text = PlainUnicode.Clean(text, MaxInputCharacters, options.KeepVowelPoints);
        text = Markup.Strip(Phrases.Replace(text, _words));
        var draft = new SpokenDraft(text);
        Addresses.Speak(draft, _words);
        Dates.Speak(draft, _words);
        Telephones.Speak(draft, _words);
        Amounts.Speak(draft, _words);
        Abbreviations.Speak(draft, _words);
        Symbols.Speak(draft, _words);
        return draft;
    }

    /// <summary>Whether only letters, spaces and sentence marks are in it, full stops at the ends of words.</summary>
    private static bool IsPlain(string text)
    {
        for (var rest = text.AsSpan(); ;)
        {
            var other = rest.IndexOfAnyExcept(Plain);
            if (other < 0)
                return true;
            if (rest[other] != '.' || (other + 1 < rest.Length && rest[other + 1] is not (' ' or '\n')))
                return false;
            rest = rest[(other + 1)..];
        }
    }
}
