using YemotAi.Calls.Storage;
using YemotAi.CrashHost;
using YemotAi.Standalone;
using YemotAi.Standalone.Store;
using Microsoft.Extensions.DependencyInjection;

// The real program with a handler that has effects, for a test that kills it. What the test is to know it writes to its
// output, a line each; a line on its input stops it gracefully.
var effects = new EffectFile(
    Environment.GetEnvironmentVariable("CRASH_EFFECTS") ?? throw new InvalidOperationException("CRASH_EFFECTS names the file of effects."),
    Environment.GetEnvironmentVariable("CRASH_AT") ?? "");

return await StandaloneProgram.RunAsync(args, builder =>
{
    builder.OnYemot(line => line.Map("1", new OrderLine(effects).TakeAsync, "example"));
    builder.Services.AddSingleton<ICallArchive>(services => new TellingArchive(services.GetRequiredService<IStore>().Calls));
    builder.Services.AddHostedService<StopOnInput>();
});
