using YemotAi.Calls.Storage;
using YemotAi.Standalone.Store.Sqlite;

namespace YemotAi.Standalone.Store.Messages;

/// <summary>Reads messages from the database.</summary>
internal static class MessageList
{
    private const string Columns = "SELECT key, call, at, business, caller, text, recording FROM messages ";
    private const string All = Columns + "ORDER BY at DESC, num DESC LIMIT ?1";
    private const string OfBusiness = Columns + "WHERE business = ?2 ORDER BY at DESC, num DESC LIMIT ?1";

    /// <summary>Messages, newest first.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    public static IReadOnlyList<CallerMessage> Read(SqliteDatabase database, string? business, int most)
    {
        var list = database.Prepare(business is null ? All : OfBusiness).Bind(1, Math.Max(0, most));
        if (business is not null) list.Bind(2, business);
        var messages = new List<CallerMessage>();
        while (list.Step())
        {
            messages.Add(new CallerMessage
            {
                Key = list.GetText(0),
                Call = list.GetText(1),
                At = Moments.FromTicks(list.GetNumber(2)),
                Business = list.GetText(3),
                Caller = list.GetText(4),
                Text = list.GetText(5),
                Recording = list.IsNull(6) ? null : list.GetText(6),
            });
        }

        return messages;
    }
}
