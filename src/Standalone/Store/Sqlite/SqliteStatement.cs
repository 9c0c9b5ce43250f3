using System.Buffers;
using System.Text;
using SQLitePCL;

namespace YemotAi.Standalone.Store.Sqlite;

/// <summary>
/// A compiled statement: bind its parameters (numbered from 1), step through its rows (columns numbered from 0), reset.
/// An error resets it, so it is always ready for the next use.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    private const int ShortText = 256;

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int index, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    /// <summary>Binds a number or nothing.</summary>
    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Binds bytes. No bytes are an empty blob, not a null.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        database.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, index, 0)
            : raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    /// <summary>Binds a text or nothing. An empty text is a text, not a null.</summary>
    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null) return BindNull(index);
        if (value.Length == 0)
        {
            database.Check(raw.sqlite3_bind_text(handle, index, ""));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var buffer = most <= ShortText ? stackalloc byte[ShortText] : rented = ArrayPool<byte>.Shared.Rent(most);
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var code = raw.sqlite3_bind_text(handle, index, buffer[..length]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        database.Check(code);
        return this;
    }

    /// <summary>Binds nothing.</summary>
    public SqliteStatement BindNull(int index)
    {
        database.Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    /// <summary>Goes to the next row. False after the last one; the statement is reset then.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        try
        {
            database.Check(code);
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Runs a statement whose rows, if any, do not matter.</summary>
    public void Run()
    {
        if (Step()) Reset();
    }

    /// <summary>Makes the statement ready for the next use and lets go of what was bound.</summary>
    public void Reset()
    {
        // The code that a reset returns repeats the error of the last step, which was thrown there.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
    }

    /// <summary>The column is null.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>A number of the current row.</summary>
    public long GetNumber(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A text of the current row; empty for a null.</summary>
    public string GetText(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    /// <summary>A copy of a blob of the current row; empty for a null.</summary>
    public byte[] GetBytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
