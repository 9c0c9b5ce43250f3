using System.Reflection;

namespace YemotAi.Unit.Settings;

/// <summary>The settings that a program has, found by the types of the class that holds all of them.</summary>
internal static class SettingsTree
{
    /// <summary>Every setting that is text or a list of texts, as its path: <c>Codex:0:Key</c>.</summary>
    public static IEnumerable<string> Texts(Type settings) => settings.GetProperties()
        .SelectMany(property => Of(property.PropertyType, property.Name is "Program" or "Minds" or "Voice" or "Storage" ? "" : property.Name));

    private static IEnumerable<string> Of(Type type, string path)
    {
        if (type == typeof(string) || typeof(IEnumerable<string>).IsAssignableFrom(type)) return [path];
        if (type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)) return Of(type.GetGenericArguments()[0], path + ":0");
        if (type is not { IsClass: true, Namespace: { } room } || !room.StartsWith("YemotAi.", StringComparison.Ordinal)) return [];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || property.PropertyType.IsGenericType)
            .SelectMany(property => Of(property.PropertyType, path.Length == 0 ? property.Name : $"{path}:{property.Name}"));
    }
}
