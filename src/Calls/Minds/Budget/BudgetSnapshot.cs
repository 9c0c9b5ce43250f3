using System.Globalization;
using System.Text.Json;

namespace YemotAi.Calls.Minds.Budget;

/// <summary>
/// How a budget is stored: <c>{"day":"2026-11-22","spent":12.345,"told":["…"]}</c>, in shekels, with the last operations. Later forms may add members; what is
/// not known is passed over, and <c>day</c> and <c>spent</c> keep their meaning.
/// </summary>
internal static class BudgetSnapshot
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The stored form.</summary>
    public static ReadOnlyMemory<byte> Write(DateOnly day, decimal spent, RecentOperations told)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("day", day.ToString(DayForm, CultureInfo.InvariantCulture));
            json.WriteNumber("spent", spent);
            json.WriteStartArray("told");
            foreach (var operation in told.Oldest) json.WriteStringValue(operation);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The day and what was spent on it, exactly; the operations go where they are remembered.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static (DateOnly Day, decimal Spent) Read(ReadOnlySpan<byte> stored, RecentOperations told)
    {
        var reader = new Utf8JsonReader(stored);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("day", out var written) && written.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(written.GetString(), DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && root.TryGetProperty("spent", out var amount) && amount.ValueKind == JsonValueKind.Number
            && amount.TryGetDecimal(out var spent) && spent >= 0)
        {
            if (root.TryGetProperty("told", out var operations) && operations.ValueKind == JsonValueKind.Array)
            {
                foreach (var operation in operations.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String))
                    told.Add(operation.GetString()!);
            }

            return (day, spent);
        }

        throw new JsonException("A stored budget has no day or no sum.");
    }
}
