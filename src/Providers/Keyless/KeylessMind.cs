using Microsoft.Extensions.Logging;
using YemotAi.Calls.Agent;
using YemotAi.Calls.Minds;

namespace YemotAi.Providers.Keyless;

/// <summary>
/// A mind without a model and without an account: it answers from the business's own facts, knows the few things that
/// callers say besides questions, and admits what it does not know. A pure function of the request and the knowledge,
/// so the same words in the same situation get the same answer. Never fails: it is also the last rung when models are
/// down.
/// </summary>
/// <param name="knowledge">What is known.</param>
/// <param name="logger">Hears of a knowledge that throws, which it must not.</param>
public sealed partial class KeylessMind(IKnowledge knowledge, ILogger<KeylessMind> logger) : ITextMind
{
    // Above this the answer to the whole fits well, though one of its parts alone is not understood.
    private const double WholeFitsWell = 0.75;

    // Places at which an utterance is tried to be taken apart: each costs two searches.
    private const int MostTries = 4;

    /// <inheritdoc/>
    public string Name => "keyless";

    private static KeylessPhrases Phrases => KeylessPhrases.Instance;

    /// <inheritdoc/>
    public Task<MindReply> ReplyAsync(MindRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return Task.FromResult(Reply(request));
        }
        catch (Exception e)
        {
            LogFailed(logger, e, request.Said?.Length ?? 0);
            return Task.FromResult(new MindReply(Fit(Phrases.UnknownShort[0], request), AgentAct.OfferMessage));
        }
    }

    private MindReply Reply(MindRequest request)
    {
        var said = request.Said ?? "";
        var words = SaidWords.Of(said);
        if (words.Count == 0)
            return Say("nothing_heard", request);
        if (IsKeys(words))
            return Say("keys", request);
        var kind = SmallTalk.Of(words);
        return kind == SmallTalkKind.None ? Answer(said, words, request) : Chat(kind, request);
    }

    private MindReply Chat(SmallTalkKind kind, MindRequest request)
    {
        var last = request.History.Count > 0 ? request.History[^1].Answered : "";
        return kind switch
        {
            SmallTalkKind.Message => Say("message", request, AgentAct.TakeMessage),
            SmallTalkKind.Yes when Offers(last) => Say("message", request, AgentAct.TakeMessage),
            SmallTalkKind.Person => Say("person", request, AgentAct.Transfer),
            SmallTalkKind.Goodbye => Say("goodbye", request, AgentAct.HangUp),
            SmallTalkKind.No when last.Contains(Phrases.Answer("anything_else"), StringComparison.Ordinal) =>
                Say("goodbye", request, AgentAct.HangUp),
            SmallTalkKind.Robot => Say("robot", request),
            SmallTalkKind.Who => Say("who", request),
            SmallTalkKind.Help => Say("help", request),
            SmallTalkKind.HowAreYou => Say("how_are_you", request),
            SmallTalkKind.Thanks => Say("thanks", request),
            SmallTalkKind.Hello => Say("hello", request),
            SmallTalkKind.Yes => Say("yes", request),
            _ => Say("no", request),
        };
    }

    private MindReply Answer(string said, List<string> words, MindRequest request)
    {
        var whole = Find(said, request);
        var parts = QuestionParts.Of(words);
        if (parts.Count > 1 && AnswerParts(parts, whole, request) is { } both)
            return both;
        if (whole?.Confidence >= WholeFitsWell)
            return new MindReply(Fit(whole.Text, request));
        foreach (var (first, second) in QuestionParts.AtAnd(words).Take(MostTries))
        {
            if (Find(first, request) is { } a && Find(second, request) is { } b && a.Text != b.Text)
                return new MindReply(Together([a.Text, b.Text], request));
        }

        return whole is not null
            ? new MindReply(Fit(whole.Text, request))
            : GoOn(said, words, request) ?? NotKnown(request);
    }

    private MindReply? AnswerParts(List<string> parts, KnownAnswer? whole, MindRequest request)
    {
        var found = parts.Select(part => Find(part, request)).ToList();
        var texts = found.OfType<KnownAnswer>().Select(answer => answer.Text).Distinct().ToList();
        bool allFound = found.TrueForAll(answer => answer is not null);
        if (allFound && texts.Count > 1)
            return new MindReply(Together(texts, request));
        if (allFound || texts.Count == 0 || whole?.Confidence >= WholeFitsWell)
            return null;

        // "Hello, and when do you open": what is not found is no question.
        bool asked = parts.Where((part, i) => found[i] is null && SmallTalk.Alone(SaidWords.Of(part)) == SmallTalkKind.None).Any();
        if (!asked)
            return new MindReply(Together(texts, request));
        var rest = Phrases.Answer("rest_unknown");
        var text = Together(texts, request);
        return text.Length + 1 + rest.Length <= request.MaxCharacters
            ? new MindReply($"{text} {rest}", AgentAct.OfferMessage)
            : new MindReply(text);
    }

    // "And how long does it take" after "how much is a haircut": asked again together with what it goes on from.
    private MindReply? GoOn(string said, List<string> words, MindRequest request)
    {
        if (request.History.Count == 0 || !QuestionParts.GoOn(words))
            return null;
        var last = request.History[^1];
        return Find($"{last.Said} {said}", request) is { } answer && Fit(answer.Text, request) is var text && text != last.Answered
            ? new MindReply(text)
            : null;
    }

    private MindReply NotKnown(MindRequest request)
    {
        int row = 0;
        while (row < request.History.Count && Offers(request.History[^(row + 1)].Answered))
            row++;
        var last = request.History.Count > 0 ? request.History[^1].Answered : "";
        for (int i = 0; i < Phrases.Unknown.Count; i++)
        {
            var text = Fill(Phrases.Unknown[(row + i) % Phrases.Unknown.Count], request);
            if (text.Length <= request.MaxCharacters && text != last)
                return new MindReply(text, AgentAct.OfferMessage);
        }

        var brief = Phrases.UnknownShort.FirstOrDefault(text => text.Length <= request.MaxCharacters && text != last);
        return new MindReply(brief ?? Fit(Phrases.UnknownShort[^1], request), AgentAct.OfferMessage);
    }

    private static bool Offers(string? answered) =>
        answered is not null && Phrases.Offers.Any(offer => answered.Contains(offer, StringComparison.Ordinal));

    // Keys alone, as "Digits-12" or as the digits themselves: in a conversation they say nothing.
    private static bool IsKeys(List<string> words) =>
        words.TrueForAll(word => word.All(char.IsDigit)) || (words.Count <= 2 && words[0] == "digits");

    private MindReply Say(string answer, MindRequest request, AgentAct act = AgentAct.Continue) =>
        new(Fit(Fill(Named(answer, request), request), request), act);

    private string Named(string answer, MindRequest request)
    {
        var text = Phrases.Answer(answer);
        var name = text.Contains("{name}", StringComparison.Ordinal) ? NameOf(request) : "";
        return name.Length > 0 ? text.Replace("{name}", name, StringComparison.Ordinal)
            : text.Contains("{name}", StringComparison.Ordinal) ? Phrases.Answer($"{answer}_nameless") : text;
    }

    private string Fill(string text, MindRequest request)
    {
        text = text.Replace("{anything_else}", Phrases.Answer("anything_else"), StringComparison.Ordinal);
        if (!text.Contains("{topics}", StringComparison.Ordinal))
            return text;
        var topics = Topics(request);
        return text.Replace("{topics}", topics.Length > 0 ? topics : Phrases.Answer("no_topics"), StringComparison.Ordinal);
    }

    // As many answers as fit whole; the first is shortened if it must be.
    private static string Together(List<string> texts, MindRequest request)
    {
        var together = Fit(texts[0], request);
        foreach (var text in texts.Skip(1))
        {
            if (together.Length + 1 + text.Length <= request.MaxCharacters)
                together = $"{together} {text}";
        }

        return together;
    }

    private static string Fit(string text, MindRequest request) =>
        SpokenLength.Shorten(text, Math.Max(1, request.MaxCharacters));

    private KnownAnswer? Find(string question, MindRequest request)
    {
        var answer = Try(() => knowledge.Find(request.Business, question, request.Now), request);
        return string.IsNullOrWhiteSpace(answer?.Text) ? null : answer with { Text = answer.Text.Trim() };
    }

    private string Topics(MindRequest request) => Try(() => knowledge.Topics(request.Business), request)?.Trim() ?? "";

    private string NameOf(MindRequest request) => Try(() => knowledge.NameOf(request.Business), request)?.Trim() ?? "";

    private T? Try<T>(Func<T?> ask, MindRequest request)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (Exception e)
        {
            LogKnowledgeFailed(logger, e, request.Business);
            return null;
        }
    }
}
