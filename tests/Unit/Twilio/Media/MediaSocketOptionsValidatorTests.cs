using Xunit;
using YemotAi.Telephony.Twilio.Media;

namespace YemotAi.Unit.Twilio.Media;

public sealed class MediaSocketOptionsValidatorTests
{
    private static readonly MediaSocketOptionsValidator Validator = new();

    /// <summary>Every setting there is: a new one without limits fails here.</summary>
    public static TheoryData<string> Settings => [.. typeof(MediaSocketOptions).GetProperties().Select(property => property.Name)];

    [Fact]
    public void The_defaults_are_right() => Assert.True(Validator.Validate(null, new MediaSocketOptions()).Succeeded);

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_has_limits_and_a_wrong_one_is_named(string setting)
    {
        var property = typeof(MediaSocketOptions).GetProperty(setting)!;
        object[] wrong = property.PropertyType == typeof(int) ? [-1, int.MaxValue] : [TimeSpan.FromTicks(-1), TimeSpan.MaxValue];
        foreach (var value in wrong)
        {
            var options = new MediaSocketOptions();
            property.SetValue(options, value);
            var failure = Assert.Single(Validator.Validate(null, options).Failures!);
            Assert.StartsWith($"TwilioMedia:{setting} is ", failure, StringComparison.Ordinal);
        }
    }
}
