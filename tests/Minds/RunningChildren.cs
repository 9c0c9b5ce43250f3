using System.Globalization;
using System.Text;

namespace YemotAi.Minds;

/// <summary>Processes of this machine, found by what is in their environment: those that they started are found too.</summary>
internal static class RunningChildren
{
    /// <summary>The ids of processes in whose environment a text is. Only on Linux.</summary>
    public static List<int> With(string text)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                if (Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Contains(text, StringComparison.Ordinal))
                    found.Add(id);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It has ended, or is somebody else's.
            }
        }

        return found;
    }
}
