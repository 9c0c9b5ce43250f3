using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;
using YemotAi.Calls;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Calls.Sound.Across;
using YemotAi.Calls.Voice;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Sound;
using YemotAi.Grains.State;

namespace YemotAi.Cluster.Contracts;

/// <summary>
/// What travels between processes and what is stored, byte by byte as in <c>wire.txt</c>. While a cluster is upgraded two
/// versions speak to each other: a change here is one that the version before must be able to read.
/// </summary>
public sealed class WireFormTests : IDisposable
{
    private static readonly Dictionary<string, string> Values = new() { ["q_1"] = "שלום", ["q_2"] = "" };

    private static readonly CallFacts Facts = new()
    {
        Key = "yemot:1", Extension = "2/1", Caller = "0501234567", Line = "077", Dialled = "03", Login = "5", LoginName = "ל\"ג",
    };

    private static readonly Dictionary<string, object> Travelling = new()
    {
        ["turn"] = new CallTurn
        {
            Facts = Facts,
            Values = Values,
            Fingerprint = "f",
            Stamp = "17",
        },
        ["hang-up"] = new CallHungUp { Values = Values },
        ["reply wanted"] = new ReplyWanted("מה שלומך?", "op"),
        ["call outcome"] = new CallOutcome("read=t-שלום=q_1,no"),
        ["enter"] = new ProviderEvent.Enter("t", "c", "b", TimeSpan.FromSeconds(1.5), TimeSpan.FromMinutes(1)),
        ["leave"] = new ProviderEvent.Leave("t"),
        ["look"] = new ProviderEvent.Look(),
        ["entered"] = new ProviderOutcome.Entered(TimeSpan.FromMilliseconds(3)),
        ["rang"] = new LineRang(Facts),
        ["opened"] = new LineOpened(Facts, "MZ1"),
        ["keyed"] = new LineKeyed("MZ1", 7, '#'),
        ["closed"] = new LineClosed("MZ1", true),
        ["left"] = new LineLeft(),
        ["recorded"] = new LineRecorded("https://api.twilio.test/r/1", TimeSpan.FromSeconds(5)),
        ["refused"] = new ProviderOutcome.Refused(ProviderRefusal.WaitedTooLong),
        ["noted"] = new ProviderOutcome.Noted(),
        ["looked"] = new ProviderOutcome.Looked(new ProviderFigures(1, 2, 3, 4, TimeSpan.FromSeconds(5), 6)),
        ["spent"] = new BudgetEvent(1.25m, "op"),
        ["budget"] = new BudgetOutcome(new DateOnly(2026, 11, 22), 12.345m),
    };

    private static readonly ActorRecord Record = new()
    {
        Version = 3,
        Snapshot = "snapshot"u8.ToArray(),
        Journal = ["one"u8.ToArray(), "two"u8.ToArray()],
        WakeAt = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(2)),
        Writer = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
    };

    private static readonly SoundMessage Sound = SoundMessage.Of(new SoundBatch(
        new Guid("00112233-4455-6677-8899-aabbccddeeff"), 2, 5, 4, "sound"u8.ToArray(), 7, Before: 3, Ends: 6));

    private readonly ServiceProvider _services = new ServiceCollection().AddActorSerialization().BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Every_event_and_outcome_has_the_form_that_it_had() => AssertAsWritten(
        Travelling.Select(one => (one.Key, Serializer.SerializeToArray(one.Value))));

    [Fact]
    public void A_stored_state_has_the_form_that_it_had() => AssertAsWritten(
        [("record", Serializer.SerializeToArray(Record)), ("record of nothing", Serializer.SerializeToArray(new ActorRecord()))]);

    [Fact]
    public void A_batch_of_sound_has_the_form_that_it_had() => AssertAsWritten(
        [("record of sound", Serializer.SerializeToArray(Sound)), ("record of no sound", Serializer.SerializeToArray(new SoundMessage()))]);

    [Fact]
    public void A_batch_of_sound_of_a_version_without_news_is_read_and_says_none()
    {
        var older = Serializer.SerializeToArray(new OlderSound { Attachment = 2, First = 5, After = 4, Bytes = "sound"u8.ToArray(), Expected = 7 });
        var read = Serializer.Deserialize<SoundMessage>(older).ToBatch();
        Assert.Equal((2, 5, 4, 7), (read.Attachment, read.First, read.After, read.Expected));
        Assert.Equal((0, null), (read.Before, read.Ends));
        Assert.Equal("sound"u8, read.Bytes.Span);
        var back = Serializer.Deserialize<OlderSound>(Serializer.SerializeToArray(Sound));
        Assert.Equal((5, 7), (back.First, back.Expected));
    }

    [Fact]
    public void Every_kind_of_event_and_outcome_is_among_them()
    {
        var kinds = new[] { typeof(CallEvent), typeof(CallOutcome), typeof(ProviderEvent), typeof(ProviderOutcome), typeof(BudgetEvent), typeof(BudgetOutcome) };
        var all = typeof(CallEvent).Assembly.GetTypes().Where(type => !type.IsAbstract && kinds.Any(kind => kind.IsAssignableFrom(type)));
        Assert.Equal(all.Select(type => type.Name).Order(), Travelling.Values.Select(one => one.GetType().Name).Order());
    }

    [Fact]
    public void What_the_version_before_has_written_is_read_as_what_it_was()
    {
        foreach (var (name, bytes) in Written())
        {
            if (name.StartsWith("record", StringComparison.Ordinal)) continue;
            // Dictionaries are equal only to themselves; the same text means the same event.
            Assert.Equal(Json(Travelling[name]), Json(Serializer.Deserialize<object>(bytes)));
        }

        Assert.Equal(Sound.ToBatch() with { Bytes = default }, Serializer.Deserialize<SoundMessage>(Written()["record of sound"]).ToBatch() with { Bytes = default });
        var record = Serializer.Deserialize<ActorRecord>(Written()["record"]);
        Assert.Equal(Json(Record), Json(record));
        Assert.Equal(Json(new ActorRecord()), Json(Serializer.Deserialize<ActorRecord>(Written()["record of nothing"])));
    }

    [Fact]
    public void A_member_that_a_newer_version_has_added_is_passed_over()
    {
        var written = Serializer.SerializeToArray<object>(new CallOutcome("0123456789012345"));
        // As long as before, so that the form around it stays whole.
        var newer = Encoding.Latin1.GetString(written).Replace("\"0123456789012345\"", "\"0\",\"New\":{\"a\":12}", StringComparison.Ordinal);
        Assert.Equal(written.Length, newer.Length);
        Assert.Equal(new CallOutcome("0"), Serializer.Deserialize<object>(Encoding.Latin1.GetBytes(newer)));
    }

    [Fact]
    public void A_member_that_an_older_version_does_not_send_has_its_default()
    {
        var written = Serializer.SerializeToArray<object>(new BudgetEvent(2, "op-4567"));
        var older = Encoding.Latin1.GetString(written).Replace("\"Spent\":2,\"Operation\":\"op-4567\"", "\"Spent\":2" + new string(' ', 22), StringComparison.Ordinal);
        Assert.Equal(written.Length, older.Length);
        Assert.Equal(2, Assert.IsType<BudgetEvent>(Serializer.Deserialize<object>(Encoding.Latin1.GetBytes(older))).Spent);
    }

    [Fact]
    public void A_member_that_a_newer_version_has_stored_is_passed_over()
    {
        var newer = Serializer.SerializeToArray(new NewerRecord { Version = 7, Journal = ["x"u8.ToArray()], Added = "new", AddedList = ["a", "b"] });
        var read = Serializer.Deserialize<ActorRecord>(newer);
        Assert.Equal((7, 1), (read.Version, read.Journal.Count));
    }

    /// <summary>The form in <c>wire.txt</c>; a test that fails shows the new one.</summary>
    private static void AssertAsWritten(IEnumerable<(string Name, byte[] Bytes)> now)
    {
        var written = Written();
        var changed = now.Where(one => !written.TryGetValue(one.Name, out var before) || !before.AsSpan().SequenceEqual(one.Bytes))
            .Select(one => $"{one.Name}: {Shown(one.Bytes)}").ToList();
        Assert.True(changed.Count == 0, "These have another form than in wire.txt:\n" + string.Join('\n', changed));
    }

    private static Dictionary<string, byte[]> Written()
    {
        using var reader = new StreamReader(typeof(WireFormTests).Assembly.GetManifestResourceStream("wire.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => Read(line[1]));
    }

    /// <summary>Letters as they are, everything else as <c>~XX</c>.</summary>
    private static string Shown(byte[] bytes) => string.Concat(bytes.Select(
        value => value is > 0x20 and < 0x7F and not (byte)'~' ? ((char)value).ToString() : $"~{value:X2}"));

    private static byte[] Read(string shown)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown[i] == '~')
            {
                bytes.Add(byte.Parse(shown.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
            {
                bytes.Add((byte)shown[i]);
            }
        }

        return [.. bytes];
    }

    private static string Json(object value) => System.Text.Json.JsonSerializer.Serialize(value, value.GetType());
}

/// <summary>A batch of sound as it was before it carried news.</summary>
[GenerateSerializer]
public readonly record struct OlderSound
{
    [Id(0)]
    public Guid Line { get; init; }

    [Id(1)]
    public int Attachment { get; init; }

    [Id(2)]
    public long First { get; init; }

    [Id(3)]
    public long After { get; init; }

    [Id(4)]
    public ReadOnlyMemory<byte> Bytes { get; init; }

    [Id(5)]
    public long Expected { get; init; }
}

/// <summary>A stored state as a later version may have it.</summary>
[GenerateSerializer]
public sealed class NewerRecord
{
    [Id(0)]
    public long Version { get; set; }

    [Id(2)]
    public List<byte[]> Journal { get; set; } = [];

    [Id(20)]
    public string Added { get; set; } = "";

    [Id(21)]
    public List<string> AddedList { get; set; } = [];
}
