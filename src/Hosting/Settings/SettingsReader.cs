using System.Globalization;
using System.Reflection;

namespace YemotAi.Hosting.Settings;

/// <summary>
/// Reads settings into their classes strictly: a name that no class knows and a value that does not fit are collected
/// as problems, each with what is allowed.
/// </summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds a problem that only the meaning of a setting shows.</summary>
    public void Problem(string setting, string what) => _problems.Add($"{setting}: {what}");

    /// <summary>Adds a problem that names its setting itself.</summary>
    public void Problem(string what) => _problems.Add(what);

    /// <summary>A single setting at the top; null when it is not there.</summary>
    public string? Text(string setting) => configuration[setting];

    /// <summary>Reads the settings that stand at the top, beside the named sections.</summary>
    public T ReadTop<T>(IReadOnlyCollection<string> sections)
        where T : new()
    {
        var target = new T();
        Read(configuration.GetChildren().Where(child => !sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)),
            target, sections);
        return target;
    }

    /// <summary>Reads one section.</summary>
    public T Read<T>(string section)
        where T : new()
    {
        var target = new T();
        Read(configuration.GetSection(section).GetChildren(), target, []);
        return target;
    }

    /// <summary>Reads a section that is a list; null when it is not there.</summary>
    public IReadOnlyList<T>? ReadList<T>(string section)
        where T : new()
    {
        var items = configuration.GetSection(section).GetChildren().ToList();
        if (items.Count == 0) return null;
        var list = new List<T>();
        foreach (var item in items)
        {
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                Problem(item.Path, $"'{section}' is a list; its entries are numbered from 0, as in {section}:0.");
                continue;
            }

            var target = new T();
            Read(item.GetChildren(), target, []);
            list.Add(target);
        }

        return list;
    }

    private void Read(IEnumerable<IConfigurationSection> settings, object target, IReadOnlyCollection<string> others)
    {
        var properties = target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || IsList(property.PropertyType)).ToList();
        foreach (var setting in settings)
        {
            var property = properties.FirstOrDefault(p => p.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                var allowed = properties.Select(p => p.Name).Concat(others).Order(StringComparer.Ordinal);
                Problem(setting.Path, $"there is no such setting. Allowed: {string.Join(", ", allowed)}.");
            }
            else if (IsList(property.PropertyType))
            {
                ReadListInto(setting, property, target);
            }
            else if (setting.Value is null && property.PropertyType.IsClass && property.PropertyType != typeof(string))
            {
                Read(setting.GetChildren(), property.GetValue(target)!, []);
            }
            else if (setting.Value is not null)
            {
                ReadValue(setting, property, target);
            }
        }
    }

    private static void ReadListInto(IConfigurationSection setting, PropertyInfo property, object target)
    {
        // A single value stands for a list of one, so that the command line and the environment can set it shortly.
        var values = setting.GetChildren().Select(child => child.Value ?? "").ToList();
        if (!string.IsNullOrEmpty(setting.Value)) values.Add(setting.Value);
        if (property.PropertyType.IsAssignableFrom(typeof(List<string>)) && property.CanWrite) property.SetValue(target, values);
        else if (property.GetValue(target) is IList<string> list) foreach (var value in values) list.Add(value);
    }

    private void ReadValue(IConfigurationSection setting, PropertyInfo property, object target)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var text = setting.Value!;
        try
        {
            object value = type == typeof(string) ? text
                : type == typeof(TimeSpan) ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
                : type.IsEnum ? Enum.Parse(type, text, ignoreCase: true)
                : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
            if (type.IsEnum && !Enum.IsDefined(type, value)) throw new FormatException();
            property.SetValue(target, value);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException or InvalidCastException)
        {
            Problem(setting.Path, $"'{Shown(setting, text)}' does not fit. Allowed: {Allowed(type)}.");
        }
    }

    /// <summary>A secret is not repeated, not even a wrong one.</summary>
    private static string Shown(IConfigurationSection setting, string text) =>
        Credentials.IsOne(setting.Path) ? "(hidden)" : text;

    private static string Allowed(Type type) =>
        type.IsEnum ? string.Join(", ", Enum.GetNames(type))
        : type == typeof(TimeSpan) ? "a time such as 00:00:07"
        : type == typeof(bool) ? "true, false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type.Name;

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(type);
}
