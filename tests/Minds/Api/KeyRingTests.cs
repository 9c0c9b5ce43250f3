using Xunit;
using YemotAi.Calls.Minds;
using YemotAi.Providers.Api;
using YemotAi.Providers.OpenAi;
using YemotAi.Tests;

namespace YemotAi.Minds.Api;

public sealed class KeyRingTests
{
    private static readonly OpenAiOptions Options = new();

    private readonly ManualTime _time = new();

    private static VendorFault Fault(MindFailure failure) => new(failure, "It answered so.", true);

    private KeyRing Ring(int keys) => new(keys, Options, _time);

    [Fact]
    public void The_first_key_is_used_while_it_is_good()
    {
        var ring = Ring(3);
        Assert.Equal([0, 0, 0], [ring.Take(), ring.Take(), ring.Take()]);
    }

    [Fact]
    public void A_key_that_rests_is_passed_over_until_its_rest_ends()
    {
        var ring = Ring(2);
        Assert.Equal(TimeSpan.FromSeconds(30), ring.Rest(0, Fault(MindFailure.RateLimited), TimeSpan.FromSeconds(30)));
        Assert.Equal(1, ring.Take());
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, ring.Take());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, ring.Take());
    }

    [Fact]
    public void When_all_rest_it_says_the_shortest_rest_and_its_reason()
    {
        var ring = Ring(3);
        ring.Rest(0, Fault(MindFailure.Quota), null);
        ring.Rest(1, Fault(MindFailure.RateLimited), TimeSpan.FromSeconds(20));
        ring.Rest(2, Fault(MindFailure.Refused), null);
        _time.Advance(TimeSpan.FromSeconds(5));
        var failure = Assert.Throws<MindException>(() => ring.Take());
        Assert.Equal((MindFailure.RateLimited, TimeSpan.FromSeconds(15)), (failure.Failure, failure.RetryAfter));
    }

    [Fact]
    public void Without_any_key_it_refuses() => Assert.Equal(MindFailure.Refused, Assert.Throws<MindException>(() => Ring(0).Take()).Failure);

    [Fact]
    public void How_long_a_key_rests_depends_on_what_was_wrong()
    {
        var ring = Ring(1);
        Assert.Equal(Options.LimitedKeyRest, ring.Rest(0, Fault(MindFailure.RateLimited), null));
        Assert.Equal(Options.MaxLimitedKeyRest, ring.Rest(0, Fault(MindFailure.RateLimited), TimeSpan.FromDays(3)));
        Assert.Equal(Options.RefusedKeyRest, ring.Rest(0, Fault(MindFailure.Refused), TimeSpan.FromSeconds(1)));
        Assert.Equal(Options.UsedUpKeyRest, ring.Rest(0, Fault(MindFailure.Quota), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_short_rest_does_not_end_a_long_one()
    {
        var ring = Ring(1);
        ring.Rest(0, Fault(MindFailure.Quota), null);
        ring.Rest(0, Fault(MindFailure.RateLimited), TimeSpan.FromSeconds(1));
        Assert.Equal(MindFailure.Quota, Assert.Throws<MindException>(() => ring.Take()).Failure);
    }

    [Fact]
    public void A_key_rests_even_if_the_vendor_wants_it_back_at_once()
    {
        var ring = Ring(2);
        Assert.Equal(TimeSpan.FromSeconds(1), ring.Rest(0, Fault(MindFailure.RateLimited), TimeSpan.Zero));
        Assert.Equal(1, ring.Take());
    }

    [Fact]
    public async Task Many_threads_may_use_it_at_once()
    {
        const int Threads = 8;
        const int Keys = 64;
        var ring = Ring(Keys);
        using var together = new Barrier(Threads);
        // Each thread lets rest what it is given until nothing is left, all at the same moments.
        var given = await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                var mine = new HashSet<int>();
                together.SignalAndWait(TestContext.Current.CancellationToken);
                for (var i = 1; i <= 10_000; i++)
                {
                    try
                    {
                        var key = ring.Take();
                        mine.Add(key);
                        ring.Rest(key, Fault(MindFailure.RateLimited), TimeSpan.FromSeconds(60 + key));
                    }
                    catch (MindException)
                    {
                        break;
                    }
                }

                return mine;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(Enumerable.Range(0, Keys), given.SelectMany(keys => keys).Distinct().Order());
        var failure = Assert.Throws<MindException>(() => ring.Take());
        Assert.Equal((MindFailure.RateLimited, TimeSpan.FromSeconds(60)), (failure.Failure, failure.RetryAfter));
    }
}
