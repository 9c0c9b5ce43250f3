using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.TestingHost;
using Xunit;
using YemotAi.Calls.Sound;
using YemotAi.Calls.Sound.Across;
using YemotAi.Cluster.Engine;
using YemotAi.Engine;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Tests;

namespace YemotAi.Cluster.Sound;

/// <summary>What is particular to sound in a cluster.</summary>
public sealed class SoundOnClusterTests
{
    private const int Batch = 3;

    private readonly SoundOptions _limits = new();
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly TestEar _ear = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ProbeSigns Signs => ProbeSigns.Of(_id);

    [Fact]
    public async Task An_actor_comes_to_the_silo_that_holds_its_socket()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        var before = (await Ask(cluster, "append", "kept")).Activation;
        var other = cluster.Cluster.Silos.First(silo => silo != cluster.SiloOf(_id));
        await using var line = await cluster.SoundIn(other).AttachAsync(_id, _ear, Cancellation);
        for (var first = 0; first < 60; first += Batch) await EchoAsync(line, first);

        await BeIn(cluster, other);
        var after = await Ask(cluster, "read");
        Assert.NotEqual(before, after.Activation);
        Assert.Equal("kept", after.Text);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => ((long)i, (byte)i)), Signs.Heard.Frames);
        Assert.Equal(new SoundFigures(60, 60, 0, 0, 0, 0), line.Figures);
    }

    [Fact]
    public async Task An_actor_that_has_something_under_way_is_spoken_to_where_it_is_and_comes_when_it_is_done()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        await Ask(cluster, "read");
        var first = cluster.SiloOf(_id);
        var other = cluster.Cluster.Silos.First(silo => silo != first);
        var waiting = Ask(cluster, "wait", "done");
        await Signs.Entered.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await using var line = await cluster.SoundIn(other).AttachAsync(_id, _ear, Cancellation);
        await EchoAsync(line, 0);
        Assert.Same(first, cluster.SiloOf(_id));

        // A word is said over and over: those on the way while it moves are lost.
        Signs.Gate.SetResult();
        await waiting;
        var next = Batch;
        await Polling.UntilAsync("the actor is heard from elsewhere", async () =>
        {
            if (Signs.Heard.Begins >= 2 && _ear.Heard.Frames.Count >= 5 * Batch) return true;
            line.Send(SoundRecord.Of(Batch, i => (byte)(next + i)));
            next += Batch;
            await cluster.AdvanceAsync(TimeSpan.FromMilliseconds(Batch * SoundFrames.FrameMilliseconds));
            return false;
        });

        await BeIn(cluster, other);
        Assert.False(_ear.Heard.IsOutOfOrder || Signs.Heard.IsOutOfOrder);
        var heard = Signs.Heard.Frames;
        Assert.All(heard, frame => Assert.Equal((byte)frame.Number, frame.Value));
        Assert.Equal(heard.Select(frame => frame.Number).Distinct().Count(), heard.Count);
        Assert.Equal(1, line.Figures.Reattached);
    }

    [Fact]
    public async Task A_line_of_a_silo_reaches_an_actor_of_another_that_does_not_come()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        await Ask(cluster, "keep");
        var at = cluster.SiloOf(_id);
        var other = cluster.Cluster.Silos.First(silo => silo != at);
        await using var line = await cluster.SoundIn(other).AttachAsync(_id, _ear, Cancellation);
        for (var first = 0; first < 60; first += Batch) await EchoAsync(line, first);
        Assert.Same(at, cluster.SiloOf(_id));
        Assert.Equal(new SoundFigures(60, 60, 0, 0, 0, 0), line.Figures);
    }

    [Fact]
    public async Task Within_a_process_a_batch_is_neither_written_nor_a_message()
    {
        var calls = new CallCount();
        await using var cluster = await ClusterUnderTest.StartAsync(1, silo => silo.AddIncomingGrainCallFilter(calls));
        await using var line = await cluster.SoundIn(cluster.Cluster.Silos[0]).AttachAsync(_id, _ear, Cancellation);
        for (var first = 0; first < 60; first += Batch) await EchoAsync(line, first);
        Assert.Equal((1, 0), (calls.Of("AttachAsync"), calls.Of("HearAsync")));

        // The filter does see what is a message.
        var ear = new TestEar();
        await using var later = await cluster.Sound.AttachAsync(_id, ear, Cancellation);
        later.Send(SoundRecord.Of(Batch, i => (byte)i));
        await ear.Heard.WhenAsync(heard => heard.Frames.Count == Batch, "the later line is heard", Cancellation);
        Assert.Equal((2, 1), (calls.Of("AttachAsync"), calls.Of("HearAsync")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_line_of_a_silo_is_cleared_played_and_ended_wherever_its_actor_is(short silos)
    {
        await using var cluster = await ClusterUnderTest.StartAsync(silos);
        await Ask(cluster, "keep");
        var at = cluster.SiloOf(_id);
        await using var line = await cluster.SoundIn(cluster.Cluster.Silos.Last(silo => silos == 1 || silo != at)).AttachAsync(_id, _ear, Cancellation);
        await EchoAsync(line, 0);
        line.Played(2);
        await EchoAsync(line, Batch);
        Assert.Equal([2L], Signs.Heard.Played);
        await Ask(cluster, "clear");
        await _ear.Heard.WhenAsync(heard => heard.Clears.Count == 1, "the line is told", Cancellation);
        await Ask(cluster, "say", "2");
        await Ask(cluster, "end");
        await cluster.AdvanceAsync(_limits.FlushAfter + _limits.AcknowledgeAfter);
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the line is over", Cancellation);
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor knows", Cancellation);
        Assert.Equal(SoundEnd.Finished, Assert.Single(_ear.Heard.Ends));
        Assert.Equal(SoundEnd.Finished, Assert.Single(Signs.Heard.Ends));
        Assert.Equal((8, 6), (_ear.Heard.Frames.Count, _ear.Heard.Clears[0]));
        Assert.Same(at, cluster.SiloOf(_id));
    }

    [Fact]
    public async Task An_actor_whose_client_is_gone_takes_its_line_for_lost()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        var line = await cluster.Sound.AttachAsync(_id, _ear, Cancellation);
        await EchoAsync(line, 0);
        await cluster.Cluster.KillClientAsync();
        await cluster.AdvanceAsync(_limits.LostLimit + _limits.RenewPeriod);
        await Signs.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the actor knows that the line is lost", Cancellation);
        Assert.Equal(SoundEnd.Lost, Assert.Single(Signs.Heard.Ends));
    }

    [Fact]
    public async Task A_line_of_one_process_takes_the_place_of_one_of_another()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(2);
        await using var earlier = await cluster.Sound.AttachAsync(_id, _ear, Cancellation);
        await EchoAsync(earlier, 0);

        // It may have to move first, and which line is the later one is then a question of when each was attached.
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(1));
        var ear = new TestEar();
        await using var later = await cluster.SoundIn(cluster.Cluster.Silos[1]).AttachAsync(_id, ear, Cancellation);
        await cluster.AdvanceAsync(_limits.RenewPeriod + TimeSpan.FromSeconds(1));
        await _ear.Heard.WhenAsync(heard => heard.Ends.Count == 1, "the earlier line knows", Cancellation);
        Assert.Equal(SoundEnd.Replaced, Assert.Single(_ear.Heard.Ends));
        later.Send(SoundRecord.Of(Batch, i => (byte)i));
        await ear.Heard.WhenAsync(heard => heard.Frames.Count == Batch, "the later line is heard", Cancellation);
    }

    [Fact]
    public async Task A_thousand_lines_that_came_and_went_leave_nothing_behind()
    {
        await using var cluster = await ClusterUnderTest.StartAsync(1);
        var before = ObjectReferences.Of(cluster.Cluster.Client);
        for (var i = 0; i < 20; i++)
        {
            var lines = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => cluster.Sound.AttachAsync($"{_id}-{n}", new TestEar(), Cancellation)));
            if (i == 0) Assert.Equal((before + 50, 50), (ObjectReferences.Of(cluster.Cluster.Client), cluster.Lines.Count));
            foreach (var line in lines) await line.DisposeAsync();
        }

        Assert.Equal((before, 0), (ObjectReferences.Of(cluster.Cluster.Client), cluster.Lines.Count));
        Assert.Equal(0, cluster.TickingActors);
    }

    [Fact]
    public async Task Sound_travels_as_little_more_than_its_bytes()
    {
        await using var services = new ServiceCollection().AddActorSerialization().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var message = SoundMessage.Of(new SoundBatch(Guid.NewGuid(), 3, 1_000_000, 1_000_000, SoundRecord.Of(Batch, i => (byte)i), 2_000_000));
        var bytes = serializer.SerializeToArray(message);
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes.Length} bytes for {message.Bytes.Length} bytes of sound");
        Assert.InRange(bytes.Length, 480, 540);
        var back = serializer.Deserialize<SoundMessage>(bytes).ToBatch();
        Assert.Equal(message.Bytes.ToArray(), back.Bytes.ToArray());
        Assert.Equal(message.ToBatch() with { Bytes = default }, back with { Bytes = default });

        // In a process it is passed on as it is.
        var copy = services.GetRequiredService<DeepCopier>().Copy(message);
        Assert.True(copy.Bytes.Span == message.Bytes.Span);
    }

    private Task<ProbeOutcome> Ask(ClusterUnderTest cluster, string what, string text = "") =>
        cluster.Probes.AskAsync(_id, new ProbeEvent(what, text), Cancellation);

    /// <summary>For a moment the place that an actor has left still has something of it.</summary>
    private Task BeIn(ClusterUnderTest cluster, InProcessSiloHandle silo) =>
        Polling.UntilAsync("the actor is where the line is", () => cluster.SiloOf(_id) == silo);

    private async Task EchoAsync(ISoundLine line, int first)
    {
        line.Send(SoundRecord.Of(Batch, i => (byte)(first + i)));
        await _ear.Heard.WhenAsync(
            heard => heard.Frames.Count > 0 && heard.Frames[^1].Value == (byte)(first + Batch - 1), $"the echo of {first} came", Cancellation);
    }

    private sealed class CallCount : IIncomingGrainCallFilter
    {
        private readonly ConcurrentDictionary<string, int> _calls = new();

        public int Of(string method) => _calls.GetValueOrDefault(method);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            _calls.AddOrUpdate(context.MethodName, 1, (_, before) => before + 1);
            return context.Invoke();
        }
    }
}
