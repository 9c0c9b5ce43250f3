using StackExchange.Redis;

namespace YemotAi.Grains.Interfaces.Joining;

/// <summary>How a process speaks to Redis: with short patience, and going on by itself when Redis comes back.</summary>
public static class RedisSettings
{
    /// <summary>What is wrong with a connection string; null when nothing is. Nothing of it is repeated: a password is in it.</summary>
    public static string? Problem(string connection)
    {
        try
        {
            if (ConfigurationOptions.Parse(connection).EndPoints.Count > 0) return null;
        }
        catch (ArgumentException)
        {
            // Said below.
        }

        return "that is no connection string. Allowed: one such as 127.0.0.1:6379 or redis:6379,password=…";
    }

    /// <summary>The client's options.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="limit">How long connecting or one command may take.</param>
    /// <param name="purpose">What for; seen in Redis' list of clients.</param>
    public static ConfigurationOptions Of(string connection, TimeSpan limit, string purpose)
    {
        var milliseconds = (int)limit.TotalMilliseconds;
        var options = ConfigurationOptions.Parse(connection);
        options.ClientName = $"yemotai-{purpose}";
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = milliseconds;
        options.AsyncTimeout = milliseconds;
        options.SyncTimeout = milliseconds;
        // A caller waits: a command that cannot be sent now is refused now, and not kept for later.
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        // A Redis that hangs without closing its connections is noticed by this.
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        return options;
    }
}
