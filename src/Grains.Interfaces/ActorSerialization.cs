using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace YemotAi.Grains.Interfaces;

/// <summary>How events and outcomes of actors travel between processes: as JSON, all of them.</summary>
/// <remarks>
/// So a process reads what a newer one sends as long as names keep their meaning: what it does not know it passes over,
/// what is missing has its default. That is what lets silos and gateways be replaced one after another.
/// </remarks>
public static class ActorSerialization
{
    private const string Space = "YemotAi.";

    /// <summary>Adds it to a silo or a client.</summary>
    public static IServiceCollection AddActorSerialization(this IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(
            isSerializable: IsOurs, isCopyable: null!, json => json.Configure(options => options.SerializerOptions = new JsonSerializerOptions())));
        services.AddSingleton<IGeneralizedCopier, Unchanging>();
        // Ours arrive as what they are, with their message: who asks tells a store that is away from a fault.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(Space));
        return services;
    }

    /// <summary>Whether a type is one of events, outcomes and what they hold.</summary>
    private static bool IsOurs(Type type) =>
        type.FullName?.StartsWith(Space, StringComparison.Ordinal) == true && !typeof(Exception).IsAssignableFrom(type)
        && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && !typeof(Delegate).IsAssignableFrom(type);

    /// <summary>Inside a process nothing is copied: events and outcomes never change once they are made.</summary>
    private sealed class Unchanging : IGeneralizedCopier
    {
        public bool IsSupportedType(Type type) => IsOurs(type);

        public object DeepCopy(object? input, CopyContext context) => input!;
    }
}
