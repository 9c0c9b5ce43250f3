using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds;

/// <content>Faults of the vendor, and turns that are no longer wanted.</content>
public abstract partial class TextMindContract
{
    /// <summary>Whether the vendor's wish for a pause comes through.</summary>
    protected virtual bool PassesRetryAfter => true;

    /// <summary>Every fault after which there must be no answer, or may be none.</summary>
    public static TheoryData<ModelFault> Faults => new(Enum.GetValues<ModelFault>().Where(fault =>
        fault is not (ModelFault.None or ModelFault.Hangs or ModelFault.StallsMidStream)));

    /// <summary>
    /// As what a fault may show. Empty and too long answers may also be answers: see <see cref="MayAnswer"/>. A mind
    /// whose program tells less than its vendor overrides this, with the reason.
    /// </summary>
    protected virtual IReadOnlyList<MindFailure> Expected(ModelFault fault) => fault switch
    {
        ModelFault.WrongKey or ModelFault.NoSuchModel => [MindFailure.Refused],
        ModelFault.RateLimited => [MindFailure.RateLimited],
        ModelFault.UsedUp => [MindFailure.Quota],
        ModelFault.ServerError or ModelFault.Overloaded => [MindFailure.Unavailable],
        ModelFault.DropsMidStream or ModelFault.ErrsMidStream => [MindFailure.Unavailable],
        ModelFault.EndsEarly => [MindFailure.Unavailable, MindFailure.Unusable],
        ModelFault.Garbage => [MindFailure.Bug, MindFailure.Unavailable],
        ModelFault.ContextFull => [MindFailure.ContextFull],
        ModelFault.Forbidden => [MindFailure.Safety],
        ModelFault.Empty or ModelFault.CutShort => [MindFailure.Unusable],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "It has no failure."),
    };

    /// <summary>Whether there may be an answer all the same: one that was cut short still has words.</summary>
    protected virtual bool MayAnswer(ModelFault fault) => fault == ModelFault.CutShort;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_has_its_failure_and_the_next_turn_works(ModelFault fault)
    {
        var caller = Caller();
        await TalkAsync(caller, 1);
        Model.Fails(fault);
        try
        {
            var reply = await caller.SayAsync(Question(2), Cancellation).WaitAsync(Guard, Cancellation);
            Assert.True(MayAnswer(fault), $"It answered '{reply.Text}'.");
            Assert.NotEmpty(reply.Text);
        }
        catch (MindException e)
        {
            Assert.Contains(e.Failure, Expected(fault));
            Assert.DoesNotContain("שאלה", e.ToString(), StringComparison.Ordinal);
        }

        await NothingRunsAsync();
        Bench.LetRestEnd();
        Model.Answers(_ => ModelAnswer.Of("שוב טוב."));
        var said = Question(caller.History.Count + 1);
        Assert.Equal("שוב טוב.", (await caller.SayAsync(said, Cancellation)).Text);
        Remembers(Last, caller.History.SkipLast(1), said);
    }

    [Fact]
    public async Task The_vendors_wish_for_a_pause_is_passed_on()
    {
        Assert.SkipUnless(PassesRetryAfter, "This mind's program does not tell the pause.");
        Model.Next(ModelAnswer.Of(ModelFault.RateLimited) with { RetryAfterSeconds = 17 }, int.MaxValue);
        var failure = await Assert.ThrowsAsync<MindException>(() => Caller().SayAsync(Question(1), Cancellation));
        Assert.Equal(MindFailure.RateLimited, failure.Failure);
        Assert.Equal(TimeSpan.FromSeconds(17), failure.RetryAfter);
    }

    [Fact]
    public async Task A_vendor_that_refuses_connections_is_unavailable()
    {
        await Bench.TakeVendorAwayAsync();
        var failure = await Assert.ThrowsAsync<MindException>(() => Caller().SayAsync(Question(1), Cancellation).WaitAsync(Guard, Cancellation));
        Assert.Equal(MindFailure.Unavailable, failure.Failure);
        await NothingRunsAsync();
    }

    [Fact]
    public async Task A_turn_that_another_mind_answered_after_a_fault_is_remembered_once()
    {
        var caller = Caller();
        await TalkAsync(caller, 2);
        Model.Next(ModelAnswer.Of(ModelFault.ServerError), int.MaxValue);
        await Assert.ThrowsAsync<MindException>(() => caller.SayAsync(Question(3), Cancellation));
        caller.Answered(Question(3), "ענה_אחר.", new MindSession("other", "x"));
        Model.Answers(_ => ModelAnswer.Of("שוב_טוב."));
        await TalkAsync(caller, 2);
        Remembers(Last, caller.History.Take(4), Question(5));
    }

    [Theory]
    [InlineData(ModelFault.Hangs)]
    [InlineData(ModelFault.StallsMidStream)]
    public async Task A_turn_that_is_cancelled_ends_with_nothing_left_running(ModelFault fault)
    {
        var caller = Caller();
        await TalkAsync(caller, 1);
        var before = Model.Requests.All.Count;
        Model.Fails(fault);
        var ear = new TestEar();
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var turn = Bench.Mind.ReplyAsync(caller.Ask(Question(2)) with { Ear = ear }, hungUp.Token);
        await Model.Requests.WhenCountAsync(before + 1, Cancellation);
        if (fault == ModelFault.StallsMidStream && Bench.Streams) await ear.First.WaitAsync(Guard, Cancellation);
        Assert.False(turn.IsCompleted);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => turn.WaitAsync(Guard, Cancellation));
        await NothingRunsAsync();

        Model.Answers(_ => ModelAnswer.Of("שוב טוב."));
        Assert.Equal("שוב טוב.", (await caller.SayAsync(Question(2), Cancellation)).Text);
        Remembers(Last, caller.History.Take(1), Question(2));
    }

    [Theory]
    [InlineData(ModelFault.Hangs)]
    [InlineData(ModelFault.StallsMidStream)]
    public async Task A_turn_that_takes_longer_than_it_may_times_out_with_nothing_left_running(ModelFault fault)
    {
        var caller = Caller();
        await TalkAsync(caller, 1);
        var before = Model.Requests.All.Count;
        Model.Fails(fault);
        var limit = TimeSpan.FromSeconds(1);
        var turn = Bench.Mind.ReplyAsync(caller.Ask(Question(2)) with { Limit = limit }, Cancellation);
        if (Bench.HasOwnClock) await Model.Requests.WhenCountAsync(before + 1, Cancellation);
        Bench.LetPass(limit);
        var failure = await Assert.ThrowsAsync<MindException>(() => turn.WaitAsync(Guard, Cancellation));
        Assert.Equal(MindFailure.TimedOut, failure.Failure);
        await NothingRunsAsync();

        Model.Answers(_ => ModelAnswer.Of("שוב טוב."));
        Assert.Equal("שוב טוב.", (await caller.SayAsync(Question(2), Cancellation)).Text);
        Remembers(Last, caller.History.Take(1), Question(2));
    }

    [Fact]
    public async Task A_turn_that_was_cancelled_before_it_began_asks_nobody()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Bench.Mind.ReplyAsync(Caller().Ask(Question(1)), new CancellationToken(canceled: true)));
        await NothingRunsAsync();
        Assert.Empty(Model.Requests.All);
    }

    [Fact]
    public async Task One_conversation_that_is_cancelled_does_not_disturb_another()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Model.Answers(request => ModelAnswer.Of($"אל {request.Said}") with { Before = stop => gate.Task.WaitAsync(Guard, stop) });
        using var hungUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var leaving = Bench.Mind.ReplyAsync(Caller().Ask("עוזב"), hungUp.Token);
        var staying = Bench.Mind.ReplyAsync(Caller().Ask("נשאר"), Cancellation);
        await Model.Requests.WhenCountAsync(2, Cancellation);
        await hungUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(Guard, Cancellation));
        gate.SetResult();
        Assert.Equal("אל נשאר", (await staying.WaitAsync(Guard, Cancellation)).Text);
        await NothingRunsAsync();
    }
}
