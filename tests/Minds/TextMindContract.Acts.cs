using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Simulators.Models;

namespace YemotAi.Minds;

/// <content>What a mind asks to be done after its words.</content>
public abstract partial class TextMindContract
{
    private static readonly AgentAct[] AllActs = [AgentAct.HangUp, AgentAct.Transfer, AgentAct.TakeMessage, AgentAct.OfferMessage];

    public static TheoryData<AgentAct> EveryAct => new(AllActs);

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task An_act_comes_with_its_words(AgentAct act)
    {
        NeedsActs();
        Model.Answers(_ => Bench.Acting(act, "בשמחה, רגע."));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("אנא") with { Acts = AllActs }, Cancellation);
        Assert.Equal(("בשמחה, רגע.", act), (reply.Text, reply.Act));
        Assert.Equal(AllActs.Order(), Bench.Offered(Model.Requests.All[0]).Order());
        await NothingRunsAsync();
    }

    [Theory]
    [MemberData(nameof(EveryAct))]
    public async Task An_act_needs_no_words(AgentAct act)
    {
        NeedsActs();
        Model.Answers(_ => Bench.Acting(act, ""));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("אנא") with { Acts = AllActs }, Cancellation);
        Assert.Equal(("", act), (reply.Text, reply.Act));
    }

    [Fact]
    public async Task An_answer_without_words_and_without_an_act_is_unusable()
    {
        Model.Answers(_ => Bench.Acting(AgentAct.Continue, ""));
        var request = Caller().Ask("אנא") with { Acts = Bench.Acts ? AllActs : [] };
        var failure = await Assert.ThrowsAsync<MindException>(() => Bench.Mind.ReplyAsync(request, Cancellation));
        Assert.Equal(MindFailure.Unusable, failure.Failure);
    }

    [Fact]
    public async Task Where_acts_are_allowed_a_model_may_do_without()
    {
        NeedsActs();
        var ear = new TestEar();
        Model.Answers(_ => Bench.Acting(AgentAct.Continue, "פתוח עד שש."));
        var reply = await Bench.Mind.ReplyAsync(Caller().Ask("מתי?") with { Acts = AllActs, Ear = ear }, Cancellation);
        Assert.Equal(("פתוח עד שש.", AgentAct.Continue), (reply.Text, reply.Act));
        Assert.StartsWith(ear.Words, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_acts_that_are_allowed_are_offered()
    {
        NeedsActs();
        Model.Answers(_ => Bench.Acting(AgentAct.Transfer, "מיד."));
        await Bench.Mind.ReplyAsync(Caller().Ask("אנא") with { Acts = [AgentAct.Transfer] }, Cancellation);
        Assert.Equal([AgentAct.Transfer], Bench.Offered(Last));
        Model.Answers(_ => ModelAnswer.Of("שלום."));
        await Bench.Mind.ReplyAsync(Caller().Ask("אנא"), Cancellation);
        Assert.Empty(Bench.Offered(Last));
    }

    [Fact]
    public async Task An_act_that_is_not_allowed_is_not_done()
    {
        NeedsActs();
        var asked = 0;
        Model.Answers(_ => asked++ == 0 ? Bench.Acting(AgentAct.HangUp, "") : Bench.Acting(AgentAct.Continue, "הנני."));
        var reply = await AnswerOrFailureAsync(Caller().Ask("אנא") with { Acts = [AgentAct.Transfer] }, MindFailure.Unusable);
        Assert.NotEqual(AgentAct.HangUp, reply?.Act);
    }
}
