using Xunit;
using YemotAi.Grains.Interfaces.Joining;

namespace YemotAi.Cluster.Redis;

public sealed class RedisSettingsTests
{
    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("redis:6379,password=c4nary")]
    [InlineData("redis.example.com:6380,ssl=true,user=me,password=c4nary,defaultDatabase=2")]
    public void A_connection_string_is_taken(string connection) => Assert.Null(RedisSettings.Problem(connection));

    [Theory]
    [InlineData("")]
    [InlineData("password=c4nary")]
    [InlineData("redis:6379,pasword=c4nary")]
    [InlineData("redis:6379,ssl=c4nary")]
    // A password with a comma in it.
    [InlineData("redis:6379,password=one,c4nary=two")]
    public void A_wrong_one_is_told_and_nothing_of_it_repeated(string connection)
    {
        var problem = RedisSettings.Problem(connection);
        Assert.Contains("127.0.0.1:6379", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("c4nary", problem, StringComparison.Ordinal);
    }
}
