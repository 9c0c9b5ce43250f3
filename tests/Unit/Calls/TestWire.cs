using YemotAi.Calls;
using YemotAi.Calls.Flows;

namespace YemotAi.Unit.Calls;

/// <summary>A line whose answers are easy to read in a test: <c>ask NAME: what was said</c>, <c>bye: …</c>.</summary>
internal sealed class TestWire : ICallWire
{
    private readonly Dictionary<string, CallFlow> _flows = [];

    public string Name => "test";

    public string Nothing => "nothing";

    /// <summary>Registers a handler; a later one for the same extension takes its place, as new code does.</summary>
    public TestWire On(string extension, Func<TestCall, Task> handler)
    {
        _flows[extension] = new CallFlow("flow " + extension, async run =>
        {
            var call = new TestCall(run);
            await handler(call);
            await call.Leave(Leaving.LeavesExtension);
        });
        return this;
    }

    public CallFlow? FindFlow(CallFacts facts) => _flows.GetValueOrDefault(facts.Extension);

    public FlowAnswer Apology() => new("sorry", "sorry", Leaving.LeavesExtension);

    public FlowAnswer NobodyHere() => new("nobody", "nobody", Leaving.LeavesExtension);

    public FlowAnswer OneMoment(string valueName, int count, string part = "") => part.Length > 0
        ? new($"ask {valueName}: {part}", part)
        : new($"ask {valueName}: moment {count}", "moment");
}

/// <summary>The verbs of <see cref="TestWire"/>.</summary>
internal sealed class TestCall(FlowRun run)
{
    private readonly List<string> _said = [];

    public FlowRun Run { get; } = run;

    public void Say(string text) => _said.Add(text);

    public async Task<string> Ask(string question, string? name = null, string verb = "ask")
    {
        Say(question);
        var value = await Run.AskAsync(verb, name, valueName => new FlowAnswer($"ask {valueName}: {Said}", Said), v => v);
        _said.Clear();
        return value;
    }

    public Task Leave(Leaving how) => Run.LeaveAsync(new FlowAnswer($"bye: {Said}", Said, how));

    private string Said => string.Join(" ", _said);
}
