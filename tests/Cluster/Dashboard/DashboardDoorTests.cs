using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;
using YemotAi.Silo.Dashboard;
using YemotAi.Tests;

namespace YemotAi.Cluster.Dashboard;

public sealed class DashboardDoorTests
{
    private readonly ManualTime _time = new();
    private readonly DashboardDoor _door;

    public DashboardDoorTests() => _door = new DashboardDoor("operator", "סיסמה ארוכה מאוד", _time);

    [Theory]
    [InlineData("Basic ")]
    [InlineData("basic ")]
    [InlineData("BASIC  ")]
    public async Task Name_and_password_let_in(string scheme)
    {
        var (status, entered) = await EnterAsync(scheme + Encode("operator:סיסמה ארוכה מאוד"));
        Assert.Equal((200, true), (status, entered));
    }

    [Fact]
    public async Task Who_presents_nothing_is_asked_and_has_not_tried()
    {
        for (var i = 0; i <= DashboardDoor.WrongTries; i++) Assert.Equal((401, false), await EnterAsync(null));
        Assert.Equal(200, (await EnterRightlyAsync()).Status);
    }

    [Fact]
    public async Task The_question_names_a_realm()
    {
        var context = new DefaultHttpContext();
        await _door.EnterAsync(context, _ => throw new InvalidOperationException("Nobody may enter."));
        Assert.StartsWith("Basic realm=", context.Response.Headers.WWWAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic not base64!")]
    [InlineData("Basic b3BlcmF0b3I")]
    [InlineData("Basic ====")]
    [InlineData("Bearer b3BlcmF0b3I6")]
    [InlineData("b3BlcmF0b3I6")]
    public async Task What_is_malformed_is_refused(string presented) => Assert.Equal((401, false), await EnterAsync(presented));

    [Theory]
    [InlineData("operator:")]
    [InlineData("operator")]
    [InlineData(":סיסמה ארוכה מאוד")]
    [InlineData("Operator:סיסמה ארוכה מאוד")]
    [InlineData("operator:סיסמה ארוכה מאו")]
    [InlineData("operator:סיסמה ארוכה מאוד ")]
    [InlineData("operator:סיסמה ארוכה מאוד\0")]
    public async Task A_wrong_name_or_password_is_refused(string presented) =>
        Assert.Equal((401, false), await EnterAsync("Basic " + Encode(presented)));

    [Fact]
    public async Task Two_presented_at_once_are_refused()
    {
        var right = "Basic " + Encode("operator:סיסמה ארוכה מאוד");
        Assert.Equal((401, false), await EnterAsync(right, right));
    }

    [Fact]
    public async Task After_ten_wrong_ones_nobody_is_let_in_until_a_minute_after_the_first()
    {
        await EnterWronglyAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        for (var i = 1; i < DashboardDoor.WrongTries; i++) await EnterWronglyAsync();
        Assert.Equal((429, false), await EnterRightlyAsync());
        Assert.Equal((429, false), await EnterAsync(null));
        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.Equal((429, false), await EnterRightlyAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((200, true), await EnterRightlyAsync());
        for (var i = 0; i < DashboardDoor.WrongTries; i++) await EnterWronglyAsync();
        Assert.Equal((429, false), await EnterRightlyAsync());
    }

    [Fact]
    public async Task Nine_wrong_ones_a_minute_shut_nobody_out()
    {
        for (var minute = 0; minute < 3; minute++)
        {
            for (var i = 1; i < DashboardDoor.WrongTries; i++) await EnterWronglyAsync();
            Assert.Equal((200, true), await EnterRightlyAsync());
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task EnterWronglyAsync() => Assert.Equal((401, false), await EnterAsync("Basic " + Encode("operator:guess")));

    private Task<(int Status, bool Entered)> EnterRightlyAsync() => EnterAsync("Basic " + Encode("operator:סיסמה ארוכה מאוד"));

    private async Task<(int Status, bool Entered)> EnterAsync(params string[]? presented)
    {
        var context = new DefaultHttpContext();
        if (presented is not null) context.Request.Headers.Authorization = presented;
        var entered = false;
        await _door.EnterAsync(context, _ =>
        {
            entered = true;
            return Task.CompletedTask;
        });
        return (context.Response.StatusCode, entered);
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
