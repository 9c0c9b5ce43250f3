using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YemotAi.Calls.Sound;
using YemotAi.Grains;
using YemotAi.Grains.Interfaces;
using YemotAi.Grains.Interfaces.Asking;
using YemotAi.Grains.Interfaces.Sound;

namespace YemotAi.ClusterBenchmarks.Sound;

/// <summary>Silos and clients of the benchmark, on this machine.</summary>
internal static class BenchmarkSilo
{
    /// <summary>What the silo prints when it serves.</summary>
    public const string Ready = "The silo is ready.";

    public static IHost NewSilo(int port)
    {
        var builder = NewBuilder();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, port + 1, new IPEndPoint(IPAddress.Loopback, port));
            silo.AddMemoryGrainStorage(ActorGrains.StoreName);
            silo.UseInMemoryReminderService();
        });
        builder.Services.AddActorGrains();
        AddSound(builder.Services);
        return builder.Build();
    }

    public static IHost NewClient(int port)
    {
        var builder = NewBuilder();
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port + 1));
        builder.Services.AddActorSerialization();
        AddSound(builder.Services);
        return builder.Build();
    }

    /// <summary>Serves until its input ends.</summary>
    public static async Task<int> ServeAsync(int port)
    {
        using var silo = NewSilo(port);
        await silo.StartAsync();
        Console.WriteLine(Ready);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // It only ends.
        }

        return 0;
    }

    /// <summary>As it ships: a process warms up before it serves.</summary>
    private static void AddSound(IServiceCollection services) =>
        services.AddSingleton(TimeProvider.System).AddActorDirectories(new AskingOptions()).AddClusterSound();

    private static HostApplicationBuilder NewBuilder()
    {
        var builder = Host.CreateApplicationBuilder();

        // No batch goes before it is full. Otherwise one that goes with two frames, after a stall, leaves the echo out of
        // step for the rest of the run, and what is measured is how long frames wait for others.
        builder.Services.AddSingleton(new SoundOptions { FlushAfter = TimeSpan.FromSeconds(1) });
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error);
        return builder;
    }
}
