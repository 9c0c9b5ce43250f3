using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Messages;

/// <summary>Messages in the database.</summary>
/// <param name="database">The writer's connection, used on its thread only.</param>
/// <param name="writer">Takes the messages.</param>
/// <param name="searches">Reads them.</param>
internal sealed class SqliteMessageBox(SqliteDatabase database, GroupWriter writer, SearchLane searches) : IMessageBox
{
    /// <inheritdoc/>
    public ValueTask KeepAsync(CallerMessage message) => new(writer.Enqueue(new MessageKeep(database, message)));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CallerMessage>> ListAsync(
        string? business, int most, CancellationToken cancellation) =>
        await searches.RunAsync(connection => MessageList.Read(connection, business, most), cancellation);
}
