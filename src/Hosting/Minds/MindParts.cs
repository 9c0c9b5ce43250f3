using YemotAi.Calls.Actors;
using YemotAi.Calls.Minds;
using YemotAi.Calls.Minds.Admission;
using YemotAi.Calls.Minds.Budget;
using YemotAi.Providers;
using YemotAi.Providers.Keyless;
using YemotAi.Providers.Ladder;
using YemotAi.Providers.Processes;
using YemotAi.Providers.Prompting;
using YemotAi.Hosting.Settings;
using YemotAi.Telephony.Yemot.Text;

namespace YemotAi.Hosting.Minds;

/// <summary>Puts the minds together: the models that are named anywhere, their queues and budgets, and the ladder.</summary>
internal static class MindParts
{
    public static void Add(IServiceCollection services, ProgramSettings settings)
    {
        services.AddSingleton<IAgentPrompt, AgentPrompt>();
        services.AddSingleton<ISpeakable, YemotSpeakable>();
        services.AddSingleton(provider => new ProcessLedger(
            Path.Combine(settings.DataFolder, "running"), provider.GetRequiredService<ILogger<ProcessLedger>>()));
        services.AddSingleton<MindOrder>();
        services.AddSingleton<KeylessMind>();
        services.AddSingleton<MindFactory>();
        services.AddSingleton(provider => QueuesOf(provider, settings));
        services.AddSingleton(BudgetsOf);
        services.AddSingleton(provider => LadderOf(provider, settings));
        services.AddSingleton<ITextMind>(provider => provider.GetRequiredService<MindLadder>());
        services.AddSingleton<Readiness>();
        services.AddHostedService<MindHost>();
    }

    private static ActorFactory<ProviderEvent, ProviderOutcome> QueuesOf(IServiceProvider provider, ProgramSettings settings)
    {
        var limits = settings.Minds.All
            .GroupBy(MindSettings.AccountOf, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => new ProviderLimits(group.First().MaxAtOnce, group.First().QueueLength), StringComparer.Ordinal);
        var log = provider.GetRequiredService<ILogger<ProviderActor>>();
        return context => new ProviderActor(context, account => limits[account], log);
    }

    private static ActorFactory<BudgetEvent, BudgetOutcome> BudgetsOf(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILogger<BudgetActor>>();
        return context => new BudgetActor(context, log);
    }

    private static MindLadder LadderOf(IServiceProvider provider, ProgramSettings settings)
    {
        var order = provider.GetRequiredService<MindOrder>();
        var factory = provider.GetRequiredService<MindFactory>();
        var queues = provider.GetRequiredService<IActorDirectory<ProviderEvent, ProviderOutcome>>();
        var time = provider.GetRequiredService<TimeProvider>();
        Rung RungOf(MindOptions options) => new(factory.Make(options), options, queues, settings.Minds.Ladder, time);
        return new MindLadder(
            [.. settings.Minds.All.Where(mind => order.Names.Contains(mind.Name)).Select(RungOf)],
            provider.GetRequiredService<KeylessMind>(),
            order.Of,
            provider.GetRequiredService<IActorDirectory<BudgetEvent, BudgetOutcome>>(),
            provider.GetRequiredService<ISpeakable>(),
            settings.Minds.Ladder,
            time,
            provider.GetRequiredService<ILogger<MindLadder>>());
    }
}
