using YemotAi.Calls.Storage;

namespace YemotAi.Standalone.Store.Memory;

/// <summary>Messages in memory.</summary>
internal sealed class MemoryMessageBox(int most) : IMessageBox
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, CallerMessage> _messages = new(StringComparer.Ordinal);
    private readonly List<CallerMessage> _inOrder = [];

    /// <inheritdoc/>
    public ValueTask KeepAsync(CallerMessage message)
    {
        lock (_gate)
        {
            if (_messages.ContainsKey(message.Key)) return ValueTask.CompletedTask;
            if (_messages.Count >= most)
            {
                return ValueTask.FromException(
                    new StoreUnavailableException($"The store in memory is full: it holds {most} messages."));
            }

            _messages.Add(message.Key, message);
            _inOrder.Add(message);
            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CallerMessage>> ListAsync(string? business, int most, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<CallerMessage>>(
            [
                .. _inOrder.AsEnumerable().Reverse().Where(message => business is null || message.Business == business)
                    .OrderByDescending(message => message.At).Take(most),
            ]);
        }
    }
}
