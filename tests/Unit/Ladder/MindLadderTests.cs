using Microsoft.Extensions.Logging;
using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Tests;

namespace YemotAi.Unit.Ladder;

/// <summary>Which mind answers, and that somebody always does.</summary>
public sealed class MindLadderTests
{
    private readonly LadderBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_mind_that_can_answers_and_nobody_else_is_asked()
    {
        _bench.Add("first").Replies = _ => new MindReply("טוב") { Session = "s1", Usage = new(100, 40, 10) };
        var second = _bench.Add("second");
        var reply = await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(("טוב", "first", "s1"), (reply.Text, reply.Mind, reply.Session));
        var attempt = Assert.Single(reply.Attempts);
        Assert.Equal(("first", null, new MindUsage(100, 40, 10)), (attempt.Mind, attempt.Failure, attempt.Usage));
        Assert.Empty(second.Requests);
        Assert.Empty(_bench.Last.Requests);
        await _bench.Accounts.Empty.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Theory]
    [InlineData(MindFailure.Refused)]
    [InlineData(MindFailure.Quota)]
    [InlineData(MindFailure.RateLimited)]
    [InlineData(MindFailure.Unavailable)]
    [InlineData(MindFailure.ContextFull)]
    [InlineData(MindFailure.Safety)]
    [InlineData(MindFailure.Bug)]
    public async Task When_a_mind_fails_the_next_gets_the_same_words_with_the_same_history(MindFailure failure)
    {
        _bench.Add("first").Fails(failure);
        var second = _bench.Add("second");
        var request = _bench.Request("מה השעה");
        var reply = await _bench.Build().ReplyAsync(request, Cancellation);
        Assert.Equal("second", reply.Mind);
        Assert.Equal([(MindFailure?)failure, null], reply.Attempts.Select(attempt => attempt.Failure));
        var asked = Assert.Single(second.Requests);
        Assert.Equal((request.Said, request.History), (asked.Said, asked.History));
        Assert.Contains(_bench.Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains(failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_all_fail_the_last_one_answers()
    {
        _bench.Add("first").Fails(MindFailure.Unavailable);
        _bench.Add("second").Replies = _ => throw new InvalidOperationException("050-1234567 secret");
        var reply = await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(("תשובה אחרונה", "keyless"), (reply.Text, reply.Mind));
        Assert.Equal(
            [MindFailure.Unavailable, MindFailure.Bug, null], reply.Attempts.Select(attempt => attempt.Failure));
        Assert.DoesNotContain(_bench.Log.All, line => line.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("**  ** 🙂 ``` ```")]
    public async Task An_answer_in_which_nothing_can_be_said_is_none(string text)
    {
        _bench.Add("first").Replies = _ => new MindReply(text);
        _bench.Add("second");
        var reply = await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal("second", reply.Mind);
        Assert.Equal(MindFailure.Unusable, reply.Attempts[0].Failure);
    }

    [Fact]
    public async Task An_act_needs_no_words()
    {
        _bench.Add("first").Replies = _ => new MindReply("", AgentAct.HangUp);
        Assert.Equal(AgentAct.HangUp, (await _bench.Build().ReplyAsync(_bench.Request(), Cancellation)).Act);
    }

    [Fact]
    public async Task A_mind_whose_first_word_is_late_is_stopped_and_the_next_is_asked()
    {
        var first = _bench.Add("first", streams: true, options => options.FirstWordLimit = TimeSpan.FromSeconds(3));
        first.Hangs();
        _bench.Add("second");
        var asked = _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        await first.WhenAskedAsync(Cancellation);
        await _bench.Time.WhenWaitingAsync(1, Cancellation);
        _bench.Time.Advance(TimeSpan.FromSeconds(3));
        var reply = await asked;
        Assert.Equal("second", reply.Mind);
        Assert.Equal((MindFailure.TimedOut, null), (reply.Attempts[0].Failure, reply.Attempts[0].FirstWord));
    }

    [Fact]
    public async Task What_a_mind_has_used_before_it_was_stopped_is_counted()
    {
        var first = _bench.Add("first", set: options => (options.AnswerLimit, options.OutputPrice) = (TimeSpan.FromSeconds(5), 1_000_000));
        first.Works = async (_, cancellation) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }
            catch (OperationCanceledException)
            {
                throw new MindException(MindFailure.Unavailable, "stopped") { Usage = new(0, 0, 3) };
            }
        };
        var asked = _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        await first.WhenAskedAsync(Cancellation);
        await _bench.Time.WhenWaitingAsync(1, Cancellation);
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        var attempt = (await asked).Attempts[0];
        Assert.Equal((MindFailure.TimedOut, 3m), (attempt.Failure, attempt.Cost));
        Assert.Equal(3, _bench.Budgets.Spent);
    }

    [Fact]
    public async Task A_mind_that_speaks_has_until_the_limit_of_its_answer_and_what_it_said_is_void_after_it()
    {
        var ear = new Ear();
        var first = _bench.Add("first", streams: true, options =>
        {
            options.FirstWordLimit = TimeSpan.FromSeconds(3);
            options.AnswerLimit = TimeSpan.FromSeconds(10);
        });
        MindRequest? late = null;
        first.Works = async (request, cancellation) =>
        {
            late = request;
            request.Ear!.Add("אז ");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        };
        _bench.Add("second", streams: true).Works = (request, _) =>
        {
            request.Ear!.Add("תשובה");
            return Task.CompletedTask;
        };
        var asked = _bench.Build().ReplyAsync(_bench.Request(ear: ear), Cancellation);
        await first.WhenAskedAsync(Cancellation);
        await _bench.Time.WhenWaitingAsync(1, Cancellation);
        _bench.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(asked.IsCompleted);
        _bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("second", (await asked).Mind);
        late!.Ear!.Add("מאוחר");
        Assert.Equal(["אז ", "(anew)", "תשובה"], ear.Words);
    }

    [Fact]
    public async Task A_mind_that_gives_all_words_at_once_has_until_the_limit_of_its_answer()
    {
        var first = _bench.Add("first", streams: false, options =>
        {
            options.FirstWordLimit = TimeSpan.FromSeconds(3);
            options.AnswerLimit = TimeSpan.FromSeconds(10);
        });
        var ready = new TaskCompletionSource();
        first.Works = (_, cancellation) => ready.Task.WaitAsync(cancellation);
        var asked = _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        await first.WhenAskedAsync(Cancellation);
        await _bench.Time.WhenWaitingAsync(1, Cancellation);
        _bench.Time.Advance(TimeSpan.FromSeconds(9));
        ready.SetResult();
        var reply = await asked;
        Assert.Equal("first", reply.Mind);
        Assert.Equal(TimeSpan.FromSeconds(9), reply.Attempts[0].Took);
    }

    [Fact]
    public async Task When_a_queue_lets_nobody_in_the_next_mind_is_asked_at_once()
    {
        var first = _bench.Add("first");
        _bench.Accounts.Refuses = ProviderRefusal.QueueFull;
        var reply = await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal("keyless", reply.Mind);
        Assert.Equal((MindFailure.Busy, "QueueFull"), (reply.Attempts[0].Failure, reply.Attempts[0].Detail));
        Assert.Empty(first.Requests);
    }

    [Fact]
    public async Task Minds_with_one_account_wait_in_one_queue()
    {
        _bench.Add("large", set: options => options.Account = "ours").Fails(MindFailure.Unavailable);
        _bench.Add("small", set: options => options.Account = "ours");
        await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(["ours", "ours"], _bench.Accounts.Entered.Select(entered => entered.Account));
        Assert.All(_bench.Accounts.Entered, entered => Assert.Equal(("yemot:1", "salon"), (entered.Enter.Conversation, entered.Enter.Business)));
    }

    [Fact]
    public async Task A_mind_that_fails_again_and_again_rests_and_is_tried_again_later()
    {
        var first = _bench.Add("first");
        first.Fails(MindFailure.Unavailable);
        var ladder = _bench.Build();
        for (var i = 0; i < _bench.Options.LeastTurns; i++) await ladder.ReplyAsync(_bench.Request(), Cancellation);
        var reply = await ladder.ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(MindFailure.Resting, reply.Attempts[0].Failure);
        Assert.Equal(_bench.Options.LeastTurns, first.Requests.Count);
        Assert.Equal(_bench.Options.LeastTurns, _bench.Accounts.Entered.Count);

        first.Replies = _ => new MindReply("הבראתי");
        _bench.Time.Advance(_bench.Options.Rest);
        Assert.Equal("first", (await ladder.ReplyAsync(_bench.Request(), Cancellation)).Mind);
        Assert.Equal("first", (await ladder.ReplyAsync(_bench.Request(), Cancellation)).Mind);
    }

    [Fact]
    public async Task What_lies_with_the_conversation_gives_a_mind_no_rest()
    {
        var first = _bench.Add("first");
        first.Fails(MindFailure.Safety);
        var ladder = _bench.Build();
        for (var i = 0; i < 20; i++) await ladder.ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(20, first.Requests.Count);
    }

    [Fact]
    public async Task A_mind_to_which_others_left_little_time_is_not_to_blame()
    {
        var first = _bench.Add("first");
        first.Hangs();
        var second = _bench.Add("second");
        second.Hangs();
        var ladder = _bench.Build();
        for (var i = 0; i < _bench.Options.LeastTurns; i++)
        {
            var asked = ladder.ReplyAsync(_bench.Request(), Cancellation);
            await first.WhenAskedAsync(Cancellation);
            await _bench.Time.WhenWaitingAsync(1, Cancellation);
            _bench.Time.Advance(TimeSpan.FromSeconds(30));
            await second.WhenAskedAsync(Cancellation);
            await _bench.Time.WhenWaitingAsync(1, Cancellation);
            _bench.Time.Advance(TimeSpan.FromSeconds(10));
            var reply = await asked;
            Assert.Equal([MindFailure.TimedOut, MindFailure.TimedOut, null], reply.Attempts.Select(attempt => attempt.Failure));
        }

        Assert.False(ladder.Rungs.Single(rung => rung.Options.Name == "second").Rests);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_during_the_trial_after_a_rest_does_not_make_a_mind_well()
    {
        var first = _bench.Add("first");
        first.Fails(MindFailure.Unavailable);
        var ladder = _bench.Build();
        for (var i = 0; i < _bench.Options.LeastTurns; i++) await ladder.ReplyAsync(_bench.Request(), Cancellation);
        _bench.Time.Advance(_bench.Options.Rest);
        first.Hangs();
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var trial = ladder.ReplyAsync(_bench.Request(), hangUp.Token);
        for (var i = 0; i <= _bench.Options.LeastTurns; i++) await first.WhenAskedAsync(Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
        Assert.Equal(MindFailure.Resting, (await ladder.ReplyAsync(_bench.Request(), Cancellation)).Attempts[0].Failure);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_asked_is_no_reason_to_be_silent()
    {
        _bench.Add("first");
        _bench.Accounts.Broken = true;
        var reply = await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(("keyless", MindFailure.Busy), (reply.Mind, reply.Attempts[0].Failure));
    }

    [Fact]
    public async Task Every_turn_that_was_given_is_left_once()
    {
        _bench.Add("first").Fails(MindFailure.Unavailable);
        _bench.Add("second").Replies = _ => new MindReply("");
        _bench.Add("third");
        await _bench.Build().ReplyAsync(_bench.Request(), Cancellation);
        await _bench.Accounts.Empty.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Polling.UntilAsync("each turn is left", () => _bench.Accounts.Left.Count >= 3);
        Assert.Equal(_bench.Accounts.Entered.Select(entered => entered.Enter.Ticket).Order(), _bench.Accounts.Left.Order());
    }

    [Fact]
    public async Task Beyond_the_budget_of_the_day_only_minds_that_cost_nothing_are_asked()
    {
        _bench.DailyBudget = 5;
        var paid = _bench.Add("paid", set: options => (options.InputPrice, options.CachedInputPrice, options.OutputPrice) = (10, 1, 100));
        paid.Replies = _ => new MindReply("יקר") { Usage = new(100_000, 20_000, 16_000) };
        _bench.Add("free");
        var ladder = _bench.Build();
        var first = await ladder.ReplyAsync(_bench.Request(), Cancellation);
        // 80,000 fresh at 10, 20,000 cached at 1 and 16,000 out at 100 for a million each.
        Assert.Equal(2.42m, first.Attempts[0].Cost);
        Assert.DoesNotContain(_bench.Log.All, line => line.Text.Contains("budget", StringComparison.Ordinal));
        await ladder.ReplyAsync(_bench.Request(), Cancellation);
        await ladder.ReplyAsync(_bench.Request(), Cancellation);
        var last = await ladder.ReplyAsync(_bench.Request(), Cancellation);
        Assert.Equal(("free", MindFailure.OverBudget), (last.Mind, last.Attempts[0].Failure));
        Assert.Equal(3, paid.Requests.Count);
        Assert.Single(_bench.Log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("shekels", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_to_know_what_was_spent_is_no_reason_to_be_silent()
    {
        _bench.DailyBudget = 5;
        _bench.Budgets.Broken = true;
        _bench.Add("paid", set: options => options.OutputPrice = 100).Replies = _ => new MindReply("כן") { Usage = new(1, 0, 1) };
        Assert.Equal("paid", (await _bench.Build().ReplyAsync(_bench.Request(), Cancellation)).Mind);
        Assert.Contains(_bench.Log.Errors, line => line.Error is IOException);
    }

    [Fact]
    public async Task With_no_time_left_the_last_mind_answers_without_another_being_asked()
    {
        var first = _bench.Add("first");
        var reply = await _bench.Build().ReplyAsync(_bench.Request() with { Limit = TimeSpan.FromSeconds(1) }, Cancellation);
        Assert.Equal("keyless", reply.Mind);
        Assert.Empty(first.Requests);
    }

    [Fact]
    public async Task Whoever_hangs_up_ends_the_asking_and_the_turn_is_left_when_the_mind_has_stopped()
    {
        var first = _bench.Add("first");
        var stopped = new TaskCompletionSource();
        // A mind that takes its time to stop.
        first.Works = async (_, _) => await stopped.Task;
        var second = _bench.Add("second");
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asked = _bench.Build().ReplyAsync(_bench.Request(), hangUp.Token);
        await first.WhenAskedAsync(Cancellation);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(1, _bench.Accounts.Inside);
        stopped.SetResult();
        await _bench.Accounts.Empty.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.Empty(second.Requests);
        Assert.Empty(_bench.Last.Requests);
    }

    [Fact]
    public async Task The_end_of_a_conversation_reaches_every_mind()
    {
        var first = _bench.Add("first");
        var second = _bench.Add("second");
        await _bench.Build().EndAsync("yemot:1");
        Assert.All([first, second, _bench.Last], mind => Assert.Equal("yemot:1", Assert.Single(mind.Ended)));
    }

    private sealed class Ear : IAnswerEar
    {
        public List<string> Words { get; } = [];

        public string Heard => "";

        public void Add(string words) => Words.Add(words);

        public void StartOver() => Words.Add("(anew)");
    }
}
