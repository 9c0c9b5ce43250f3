using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace YemotAi.EndToEnd.Bench;

/// <summary>Gives a signal for each request that comes in, before it is worked on.</summary>
internal sealed class RequestCounter(SemaphoreSlim arrived) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            arrived.Release();
            return rest(context);
        });
        next(app);
    };
}
