using System.Collections;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace YemotAi.Cluster.Sound;

/// <summary>How many objects a client has made reachable and not taken back: Orleans does not tell, so its table is read.</summary>
internal static class ObjectReferences
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    public static int Of(IClusterClient client)
    {
        var type = typeof(ILocalSiloDetails).Assembly.GetType("Orleans.Runtime.IRuntimeClient", throwOnError: true)!;
        var runtime = client.ServiceProvider.GetRequiredService(type);
        var manager = Field(runtime, "localObjects");
        return ((ICollection)Field(manager, "localObjects")).Count;
    }

    private static object Field(object of, string name) =>
        of.GetType().GetField(name, Hidden)?.GetValue(of) ?? throw new InvalidOperationException($"This version of Orleans has no {name}.");
}
