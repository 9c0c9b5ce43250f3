using System.Text.Json;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;

namespace YemotAi.Unit.Calls;

/// <summary>Between processes, events and outcomes of actors travel as JSON: all of it arrives as it left.</summary>
public sealed class EventsAsJsonTests
{
    private static readonly CallTurn Turn = new()
    {
        Facts = new CallFacts { Key = "yemot:1", Extension = "2/1", Caller = "0501234567", Line = "077", Dialled = "03", Login = "5", LoginName = "ל\"ג" },
        Values = new Dictionary<string, string> { ["q_1"] = "שלום", ["q_2"] = "" },
        Fingerprint = "f",
        Stamp = "17",
    };

    [Fact]
    public void A_turn_arrives_whole()
    {
        var arrived = Assert.IsType<CallTurn>(Travel<CallEvent>(Turn));
        Assert.Equal(Turn.Values, arrived.Values);
        Assert.Equal(Turn with { Values = arrived.Values }, arrived);
    }

    [Fact]
    public void A_hang_up_arrives_with_its_values()
    {
        var arrived = Assert.IsType<CallHungUp>(Travel<CallEvent>(new CallHungUp { Values = Turn.Values }));
        Assert.Equal(Turn.Values, arrived.Values);
    }

    [Fact]
    public void A_wish_for_a_reply_arrives() => AssertTravels<CallEvent>(new ReplyWanted("מה שלומך?", "op"));

    [Fact]
    public void What_a_call_says_arrives() => AssertTravels(new CallOutcome("read=t-שלום=q_1,no"));

    [Fact]
    public void What_a_queue_is_told_and_answers_arrives()
    {
        AssertTravels<ProviderEvent>(new ProviderEvent.Enter("t", "c", "b", TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1)));
        AssertTravels<ProviderEvent>(new ProviderEvent.Leave("t"));
        AssertTravels<ProviderEvent>(new ProviderEvent.Look());
        AssertTravels<ProviderOutcome>(new ProviderOutcome.Entered(TimeSpan.FromMilliseconds(3)));
        AssertTravels<ProviderOutcome>(new ProviderOutcome.Refused(ProviderRefusal.WaitedTooLong));
        AssertTravels<ProviderOutcome>(new ProviderOutcome.Noted());
        AssertTravels<ProviderOutcome>(new ProviderOutcome.Looked(new ProviderFigures(1, 2, 3, 4, TimeSpan.FromSeconds(5), 6)));
    }

    [Fact]
    public void What_a_budget_is_told_and_answers_arrives_exactly()
    {
        AssertTravels(new BudgetEvent(0.0000000000000000000000000001m, "turn"));
        AssertTravels(new BudgetOutcome(new DateOnly(2026, 11, 22), 12.345m));
    }

    [Fact]
    public void What_a_newer_process_adds_is_passed_over()
    {
        var read = JsonSerializer.Deserialize<CallEvent>("""{"$e":"reply","Text":"t","OperationId":"o","Later":{"a":1}}""");
        Assert.Equal(new ReplyWanted("t", "o"), read);
    }

    private static void AssertTravels<T>(T sent) => Assert.Equal(sent, Travel(sent));

    private static T Travel<T>(T sent) => JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(sent))!;
}
