using System.Globalization;

namespace YemotAi.Benchmarks.Minds;

/// <summary>A process and all that it started, as the kernel counts them.</summary>
/// <param name="root">The process.</param>
/// <param name="not">One that it started and that does not count, with all below it; 0 for none.</param>
internal sealed class ProcessFamily(int root, int not = 0)
{
    private const double TicksPerSecond = 100;

    /// <summary>The ids of all that it started and that run now.</summary>
    public List<int> Children()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat)
                parents[id] = int.Parse(stat[1], CultureInfo.InvariantCulture);
        }

        return [.. parents.Keys.Where(id => IsBelow(id, parents))];
    }

    /// <summary>Their share of memory, in MiB: what several share is divided among them.</summary>
    public static double SharedOutMiB(IEnumerable<int> ids) => ids.Sum(PssKiB) / 1024.0;

    /// <summary>Processor time of all of them so far, with those that have ended and were waited for.</summary>
    public TimeSpan Used()
    {
        double ticks = 0;
        foreach (var id in Children().Append(root))
        {
            if (Stat(id) is not { } stat) continue;
            for (var field = 11; field <= 14; field++) ticks += double.Parse(stat[field], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private bool IsBelow(int id, Dictionary<int, int> parents)
    {
        while (parents.TryGetValue(id, out var parent))
        {
            if (id == not) return false;
            if (parent == root) return true;
            id = parent;
        }

        return false;
    }

    /// <summary>The fields of <c>/proc/ID/stat</c> after the name: state, parent, and so on; null when it has gone.</summary>
    private static string[]? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long PssKiB(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/smaps_rollup").FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
