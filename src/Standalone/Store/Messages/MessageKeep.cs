using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;
using YemotAi.Standalone.Store.Writing;

namespace YemotAi.Standalone.Store.Messages;

/// <summary>One message, waiting for its group.</summary>
internal sealed class MessageKeep(SqliteDatabase database, CallerMessage message) : QueuedWrite
{
    private const string Insert =
        "INSERT INTO messages(key, call, at, business, caller, text, recording) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) "
        + "ON CONFLICT(key) DO NOTHING";

    /// <inheritdoc/>
    public override long Bytes => 500 + (2L * (message.Key.Length + message.Text.Length));

    /// <inheritdoc/>
    protected override long Write()
    {
        database.Prepare(Insert).Bind(1, message.Key).Bind(2, message.Call).Bind(3, Moments.Ticks(message.At))
            .Bind(4, message.Business).Bind(5, message.Caller).Bind(6, message.Text).Bind(7, message.Recording).Run();
        return 0;
    }
}
