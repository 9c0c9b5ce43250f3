using Xunit;
using YemotAi.Calls.Storage;

namespace YemotAi.Unit.Store;

/// <summary>What every <see cref="IMessageBox"/> must do.</summary>
public abstract class MessageBoxConformance : StoreConformance<IMessageBox>
{
    private IMessageBox Messages => Port;

    [Fact]
    public async Task A_message_comes_back_as_it_was()
    {
        var written = Message("1") with { Text = "תתקשרו אליי בבקשה" };
        var recorded = Message("2") with { Recording = "/7/001.wav", Caller = "", At = Time.GetUtcNow().AddTicks(5) };
        await Messages.KeepAsync(written);
        await Messages.KeepAsync(recorded);

        Assert.Equal([recorded, written], await Messages.ListAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task A_message_kept_twice_is_kept_once_as_it_was_first()
    {
        await Messages.KeepAsync(Message("1") with { Text = "first" });
        await Messages.KeepAsync(Message("1") with { Text = "again" });

        Assert.Equal("first", Assert.Single(await Messages.ListAsync(null, 10, Cancellation)).Text);
    }

    [Fact]
    public async Task A_message_kept_by_many_at_once_is_kept_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await Messages.KeepAsync(Message("1")))));

        Assert.Single(await Messages.ListAsync(null, 100, Cancellation));
    }

    [Fact]
    public async Task Messages_come_newest_first_and_not_more_than_asked_for()
    {
        foreach (var i in new[] { 2, 1, 3 }) await Messages.KeepAsync(Message($"{i}") with { At = Time.GetUtcNow().AddSeconds(i) });

        Assert.Equal(["3", "2", "1"], (await Messages.ListAsync(null, 10, Cancellation)).Select(message => message.Key));
        Assert.Equal(["3"], (await Messages.ListAsync(null, 1, Cancellation)).Select(message => message.Key));
        Assert.Empty(await Messages.ListAsync(null, -1, Cancellation));
    }

    [Fact]
    public async Task A_business_sees_its_own_messages()
    {
        await Messages.KeepAsync(Message("1") with { Business = "clinic" });
        await Messages.KeepAsync(Message("2") with { Business = "garage" });

        Assert.Equal("1", Assert.Single(await Messages.ListAsync("clinic", 10, Cancellation)).Key);
        Assert.Empty(await Messages.ListAsync("bakery", 10, Cancellation));
    }

    private CallerMessage Message(string key) => new()
    {
        Key = key,
        Call = "yemot:77",
        At = Time.GetUtcNow(),
        Business = "clinic",
        Caller = "0501234567",
    };
}
