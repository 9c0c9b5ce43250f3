using YemotAi.Business.Profiles;

namespace YemotAi.Hosting.Settings;

/// <summary>Finds and loads the business files.</summary>
internal static class BusinessFiles
{
    /// <summary>The businesses of the folder in the settings.</summary>
    /// <exception cref="SettingsException">There is no such folder, or an agent names a business without a file.</exception>
    /// <exception cref="BusinessFileException">A file is wrong.</exception>
    public static IReadOnlyList<BusinessProfile> Load(ProgramSettings settings)
    {
        var folder = FolderOf(settings.Program.Businesses);
        var profiles = BusinessProfileLoader.LoadDirectory(folder);
        var known = profiles.Select(profile => profile.Id).ToHashSet(StringComparer.Ordinal);
        var problems = settings.Agents
            .Select((agent, i) => (agent.Business, i))
            .Where(named => named.Business.Length > 0 && !known.Contains(named.Business))
            .Select(named => $"Agents:{named.i}:Business: there is no business '{named.Business}' in {folder}. Allowed: {string.Join(", ", known.Order(StringComparer.Ordinal))}.")
            .ToList();
        var minds = settings.Minds.All.Select(mind => mind.Name).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(profiles.SelectMany(profile => profile.Minds
            .Where(mind => !minds.Contains(mind))
            .Select(mind => $"minds of the business '{profile.Id}': there is no mind '{mind}'. Allowed: {string.Join(", ", minds.Order(StringComparer.Ordinal))}.")));
        return problems.Count == 0 ? profiles : throw new SettingsException(problems);
    }

    private static string FolderOf(string setting)
    {
        var here = Path.GetFullPath(setting);
        if (Directory.Exists(here)) return here;
        var beside = Path.GetFullPath(setting, AppContext.BaseDirectory);
        if (Directory.Exists(beside)) return beside;
        throw new SettingsException([$"Businesses: there is no folder {here}, nor {beside}. Allowed: a folder that holds business files."]);
    }
}
