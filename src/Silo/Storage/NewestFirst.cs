using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using StackExchange.Redis;

namespace YemotAi.Silo.Storage;

/// <summary>
/// Reads records by an index, the newest first, some at a time. An index is a sorted set whose members have no scores and
/// stand in the order of their bytes: <c>[group][moment]:[name]</c>, the moment in ticks of always the same length, which
/// a score, a floating-point number, could not tell apart. The records are the fields of a hash.
/// </summary>
internal static class NewestFirst
{
    /// <summary>How long a moment is in an index.</summary>
    public const int MomentLength = 19;

    /// <summary>After every moment in an index, whatever its name.</summary>
    public const string AfterAll = ":";

    /// <summary>
    /// Records read in one step. A step keeps Redis, which does one thing at a time, from everybody else.
    /// </summary>
    public const int MostAtOnce = 200;

    /// <summary>
    /// Bytes of records in one step; the record that passes it is the last. 256 KiB: a millisecond or two, and all that a
    /// search holds of what it does not give.
    /// </summary>
    public const int BytesAtOnce = 256 * 1024;

    /// <summary>Gives member and record in turn; a record that is not there is nothing.</summary>
    private const string Page =
        """
        local page, bytes = {}, 0
        for _, member in ipairs(redis.call('ZREVRANGEBYLEX', KEYS[1], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])) do
          local record = redis.call('HGET', KEYS[2], string.sub(member, ARGV[5] + 1))
          page[#page + 1] = member
          page[#page + 1] = record
          if record then bytes = bytes + #record end
          if bytes > tonumber(ARGV[4]) then break end
        end
        return page
        """;

    /// <summary>A moment as it stands in an index.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The records, newest first, those with the same moment by name.</summary>
    /// <param name="redis">Where they are.</param>
    /// <param name="index">The index.</param>
    /// <param name="records">The hash.</param>
    /// <param name="range">Which.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="Calls.Storage.StoreUnavailableException">Redis cannot be read.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        RedisConnection redis, RedisKey index, RedisKey records, IndexRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RedisKey[] keys = [index, records];
        RedisValue least = "[" + range.Group + range.From;
        var before = Encoding.UTF8.GetBytes("(" + range.Group + range.Before);
        var nameFrom = Encoding.UTF8.GetByteCount(range.Group) + range.MomentSkipped;
        while (true)
        {
            var last = before;
            var page = (RedisResult[]?)await redis.RunAsync(
                database => database.ScriptEvaluateAsync(Page, keys, [last, least, MostAtOnce, BytesAtOnce, nameFrom]), cancellation) ?? [];
            if (page.Length == 0) yield break;
            for (var i = 0; i < page.Length; i += 2)
            {
                if (!page[i + 1].IsNull) yield return (byte[])page[i + 1]!;
            }

            before = [(byte)'(', .. (byte[])page[^2]!];
        }
    }
}
