using Xunit;
using YemotAi.Calls.Storage;

namespace YemotAi.Unit.Store;

/// <summary>What every <see cref="ICallArchive"/> must do.</summary>
public abstract class CallArchiveConformance : StoreConformance<ICallArchive>
{
    private protected ICallArchive Calls => Port;

    private DateTimeOffset Noon => Time.GetUtcNow();

    [Fact]
    public async Task A_finished_call_comes_back_as_it_was()
    {
        var call = Call("yemot:1", Noon.AddTicks(7), "שלום, מה שלומך?", "a \"quoted\" \\ line\nand <more> 🙂") with
        {
            Business = "clinic",
            Reason = "Transferred",
        };
        await Calls.SaveAsync(call);

        var found = Assert.Single(await FindAsync(new CallQuery()));

        Assert.Equal(call with { Transcript = found.Transcript }, found);
        Assert.Equal(call.Transcript, found.Transcript);
    }

    [Fact]
    public async Task A_call_without_a_number_and_without_a_word_is_kept_too()
    {
        await Calls.SaveAsync(Call("yemot:1", Noon) with { Caller = "", Dialled = "", Transcript = [] });

        Assert.Empty(Assert.Single(await FindAsync(new CallQuery())).Transcript);
        Assert.Empty(await FindAsync(new CallQuery { Number = "0" }));
        Assert.Empty(await FindAsync(new CallQuery { Text = "שלום" }));
    }

    [Fact]
    public async Task Calls_come_newest_first_and_not_more_than_asked_for()
    {
        foreach (var i in new[] { 3, 1, 2, 4 }) await Calls.SaveAsync(Call($"{i}", Noon.AddMinutes(i)));

        Assert.Equal(["4", "3", "2", "1"], await KeysAsync(new CallQuery()));
        Assert.Equal(["4", "3"], await KeysAsync(new CallQuery { Most = 2 }));
        Assert.Equal(["4"], await KeysAsync(new CallQuery { Most = -5 }));
        Assert.Equal(4, (await KeysAsync(new CallQuery { Most = int.MaxValue })).Count());
    }

    [Fact]
    public async Task The_same_call_kept_again_replaces_the_first()
    {
        await Calls.SaveAsync(Call("yemot:1", Noon, "מילים ראשונות"));
        await Calls.SaveAsync(Call("yemot:1", Noon, "אחרות לגמרי") with { Reason = "Idle" });

        Assert.Equal("Idle", Assert.Single(await FindAsync(new CallQuery())).Reason);
        Assert.Empty(await FindAsync(new CallQuery { Text = "ראשונות" }));
        Assert.Single(await FindAsync(new CallQuery { Text = "לגמרי" }));
    }

    [Fact]
    public async Task A_call_that_came_back_later_is_another_one()
    {
        await Calls.SaveAsync(Call("yemot:1", Noon));
        await Calls.SaveAsync(Call("yemot:1", Noon.AddTicks(1)));

        Assert.Equal(2, (await FindAsync(new CallQuery())).Count);
    }

    [Fact]
    public async Task Calls_are_found_by_when_they_began()
    {
        foreach (var i in new[] { 1, 2, 3 }) await Calls.SaveAsync(Call($"{i}", Noon.AddHours(i)));

        Assert.Equal(["3", "2"], await KeysAsync(new CallQuery { From = Noon.AddHours(2) }));
        Assert.Equal(["1"], await KeysAsync(new CallQuery { Before = Noon.AddHours(2) }));
        Assert.Equal(["2"], await KeysAsync(new CallQuery { From = Noon.AddHours(2), Before = Noon.AddHours(3) }));
        Assert.Equal(["2"], await KeysAsync(new CallQuery
        {
            From = Noon.AddHours(2).ToOffset(TimeSpan.FromHours(3)),
            Before = Noon.AddHours(2).AddTicks(1),
        }));
    }

    [Theory]
    [InlineData("0501234567", "ours")]
    [InlineData("050-123 45.67", "ours")]
    [InlineData("4567", "ours")]
    [InlineData("45", "ours")]
    [InlineData("0779", "ours other")]
    [InlineData("x", "ours other")]
    [InlineData("", "ours other")]
    [InlineData("99999", "")]
    [InlineData("4567077", "")]
    public async Task Calls_are_found_by_digits_of_either_number(string number, string expected)
    {
        await Calls.SaveAsync(Call("other", Noon) with { Caller = "021111111", Dialled = "0779999" });
        await Calls.SaveAsync(Call("ours", Noon.AddMinutes(1)) with { Caller = "050-1234567", Dialled = "0779-888" });

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), await KeysAsync(new CallQuery { Number = number }));
    }

    [Theory]
    [InlineData("שלום")]
    [InlineData("פגיש")]
    [InlineData("הפגישה")]
    [InlineData("גישה")]
    [InlineData("עשר")]
    [InlineData("עש")]
    [InlineData("ע")]
    [InlineData("שלום עשר")]
    [InlineData("עשר שלום")]
    [InlineData("  עשר \t שלום\n")]
    [InlineData("שָׁלוֹם")]
    [InlineData("צה\"ל")]
    [InlineData("צה״ל")]
    [InlineData("hello")]
    [InlineData("HELLO")]
    [InlineData("ג'ירפה")]
    [InlineData("🙂")]
    [InlineData("50%")]
    [InlineData("a_b")]
    public async Task Calls_are_found_by_words_and_parts_of_words(string text)
    {
        await Calls.SaveAsync(Call("ours", Noon, "שלום, אפשר לקבוע את הפגישה מחר?", "בשעה עֶשֶׂר", "צה״ל Hello 🙂 ג׳ירפה 50% a_b"));
        await Calls.SaveAsync(Call("other", Noon, "דבר בלי כל קשר", "50 axb"));

        Assert.Equal(["ours"], await KeysAsync(new CallQuery { Text = text }));
    }

    [Theory]
    [InlineData("שלום מחרתיים")]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("שלום\"")]
    [InlineData("שלום OR מחר")]
    [InlineData("שלום NOT זנזיבר")]
    [InlineData("NEAR(שלום מחר)")]
    [InlineData("words:שלום")]
    [InlineData("call_words")]
    [InlineData("*")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("של*")]
    [InlineData("^שלום")]
    [InlineData("(")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\\")]
    [InlineData("לוםמחר")]
    public async Task Nothing_in_a_query_is_more_than_text(string text)
    {
        await Calls.SaveAsync(Call("one", Noon, "שלום", "מחר"));

        Assert.Empty(await FindAsync(new CallQuery { Text = text }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t\n ")]
    [InlineData("\0")]
    public async Task A_query_without_a_word_asks_for_nothing(string text)
    {
        await Calls.SaveAsync(Call("one", Noon, "שלום"));

        Assert.Single(await FindAsync(new CallQuery { Text = text }));
    }

    [Fact]
    public async Task Odd_text_is_searched_like_any_other()
    {
        await Calls.SaveAsync(Call("one", Noon, "half \ud800 a pair", "nul \0 nul", new string('ק', 100_000)));

        Assert.Single(await FindAsync(new CallQuery { Text = "half pair nul קקקק" }));
        Assert.Single(await FindAsync(new CallQuery { Text = new string('ק', 100_000) }));
        Assert.Empty(await FindAsync(new CallQuery { Text = string.Join(' ', Enumerable.Range(0, 5_000)) }));
    }

    [Fact]
    public async Task All_that_is_asked_for_must_hold()
    {
        await Calls.SaveAsync(Call("right", Noon, "תור למחר") with { Business = "clinic", Caller = "0501" });
        await Calls.SaveAsync(Call("business", Noon, "תור למחר") with { Business = "garage", Caller = "0501" });
        await Calls.SaveAsync(Call("number", Noon, "תור למחר") with { Business = "clinic", Caller = "0502" });
        await Calls.SaveAsync(Call("text", Noon, "תור להיום") with { Business = "clinic", Caller = "0501" });
        await Calls.SaveAsync(Call("time", Noon.AddDays(-1), "תור למחר") with { Business = "clinic", Caller = "0501" });

        var query = new CallQuery { Business = "clinic", Number = "0501", Text = "תור למחר", From = Noon };

        Assert.Equal(["right"], await KeysAsync(query));
    }

    [Fact]
    public async Task Purged_are_calls_that_ended_before()
    {
        for (var i = 0; i < 30; i++)
            await Calls.SaveAsync(Call($"{i}", Noon.AddHours(i), "תור למחר") with { Ended = Noon.AddHours(i + 1) });

        Assert.Equal(20, await Calls.PurgeAsync(Noon.AddHours(21), Cancellation));

        Assert.Equal(10, (await FindAsync(new CallQuery { Text = "למחר" })).Count);
        Assert.Equal(0, await Calls.PurgeAsync(Noon.AddHours(21), Cancellation));
    }

    [Fact]
    public async Task A_call_kept_after_the_newest_was_purged_is_found()
    {
        await Calls.SaveAsync(Call("old", Noon, "ישן מאוד"));
        await FindAsync(new CallQuery { Text = "ישן" });
        await Calls.PurgeAsync(Noon.AddDays(1), Cancellation);
        await Calls.SaveAsync(Call("new", Noon.AddDays(2), "חדש מאוד"));

        Assert.Equal(["new"], await KeysAsync(new CallQuery { Text = "מאוד" }));
    }

    private protected static FinishedCall Call(string key, DateTimeOffset began, params string[] lines) => new()
    {
        Key = key,
        Began = began,
        Ended = began.AddMinutes(1),
        Caller = "0501234567",
        Dialled = "0771234567",
        Reason = "CallerHungUp",
        Transcript =
        [
            .. lines.Select((line, i) =>
                new TranscriptLine(began.AddSeconds(i).AddTicks(3), i % 2 == 0 ? Speaker.Agent : Speaker.Caller, line)),
        ],
    };

    private protected async Task<IReadOnlyList<FinishedCall>> FindAsync(CallQuery query) =>
        await Calls.FindAsync(query, Cancellation);

    private protected async Task<IEnumerable<string>> KeysAsync(CallQuery query) =>
        (await FindAsync(query)).Select(call => call.Key);
}
