using StackExchange.Redis;

namespace YemotAi.Grains.Interfaces.Joining;

/// <summary>Waits, before a silo or a gateway starts, until its Redis answers.</summary>
/// <remarks>
/// In a cluster all of it is started at once, and Redis may take longer. One who has forgotten to start it is told at once
/// what is waited for, and gets an end with a clear text.
/// </remarks>
public static class RedisAtStart
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until it answers.</summary>
    /// <param name="connection">The connection string.</param>
    /// <param name="limit">How long connecting or one command may take.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="output">Is told when there is something to wait for.</param>
    /// <exception cref="IOException">It did not answer in time, or does not take the name and password.</exception>
    public static async Task WaitAsync(string connection, TimeSpan limit, TimeSpan patience, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var options = RedisSettings.Of(connection, limit, "start");
        options.AbortOnConnectFail = true;
        var server = string.Join(", ", options.EndPoints.Select(EndPointCollection.ToString));
        var began = TimeProvider.System.GetTimestamp();
        var said = false;
        while (!await AnswersAsync(options, server))
        {
            if (TimeProvider.System.GetElapsedTime(began) >= patience)
                throw new IOException($"Redis at {server} does not answer. It must run before this does, or be another one: Cluster:Redis.");
            if (!said) await output.WriteLineAsync($"Redis at {server} does not answer yet; it is waited for, {patience} at most (Cluster:StartPatience).");
            said = true;
            await Task.Delay(Pause);
        }
    }

    private static async Task<bool> AnswersAsync(ConfigurationOptions options, string server)
    {
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
            await redis.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisConnectionException error) when (error.FailureType == ConnectionFailureType.AuthenticationFailure)
        {
            throw new IOException($"Redis at {server} does not take the user or password in Cluster:Redis, or wants one.", error);
        }
        catch (Exception error) when (error is RedisException or RedisTimeoutException)
        {
            return false;
        }
    }
}
