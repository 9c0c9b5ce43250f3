namespace YemotAi.Business.Profiles;

/// <summary>Finds which known key somebody meant.</summary>
internal static class NearestKey
{
    /// <summary>The known key with the fewest edits to the given one, or null when none is near.</summary>
    public static string? Of(string given, IEnumerable<string> known)
    {
        if (given.Length > 40)
            return null;
        given = given.ToLowerInvariant();
        var best = known
            .Select(key => (Key: key, Edits: IsPart(key, given) ? 1 : Edits(given, key)))
            .OrderBy(pair => pair.Edits).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Key is not null && best.Edits <= Math.Max(2, given.Length / 3) ? best.Key : null;
    }

    // "opening_hours" for "hours", "tel" for nothing: a part counts from four letters on.
    private static bool IsPart(string key, string given) =>
        (key.Length >= 4 && given.Contains(key, StringComparison.Ordinal))
        || (given.Length >= 4 && key.Contains(given, StringComparison.Ordinal));

    private static int Edits(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
