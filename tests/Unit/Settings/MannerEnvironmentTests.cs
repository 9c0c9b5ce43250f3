using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Turns;
using YemotAi.Hosting.Twilio;

namespace YemotAi.Unit.Settings;

/// <summary>How spoken calls are led, by the names that the environment has for it.</summary>
public sealed class MannerEnvironmentTests
{
    [Fact]
    public void A_variable_fills_what_the_settings_leave_open()
    {
        var settings = new VoiceManner { Turns = new TurnOptions { LongestSegment = TimeSpan.FromSeconds(9) } };
        var manner = Apply(settings, [], ("MIN_UTT_SEC", "0.6"), ("MAX_UTT_SEC", "5"), ("BARGE_IN", "false"), ("VAD_RMS", "300"), ("THINKING_TEXT_HE", "רגע."));
        Assert.Equal(TimeSpan.FromSeconds(0.6), manner.Turns.EndSilence);
        Assert.Equal(TimeSpan.FromSeconds(9), manner.Turns.LongestSegment);
        Assert.False(manner.Turns.BargeIn);
        Assert.Equal(300, manner.VoiceActivity.MinimumRms);
        Assert.Equal(["רגע."], manner.Hints);
    }

    [Theory]
    [InlineData("MIN_UTT_SEC", "שניה")]
    [InlineData("MIN_UTT_SEC", "-1")]
    [InlineData("RESP_MAX_DELAY_MS", "NaN")]
    [InlineData("BARGE_IN", "maybe")]
    [InlineData("BARGE_IN_VOICE_FRAMES", "0")]
    public void A_variable_that_does_not_fit_is_told_and_changes_nothing(string name, string text)
    {
        var problems = new List<string>();
        Assert.Equal(new VoiceManner(), Apply(new VoiceManner(), problems, (name, text)));
        Assert.StartsWith(name + ": ", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static VoiceManner Apply(VoiceManner manner, List<string> problems, params (string Name, string Text)[] variables) => MannerEnvironment.Apply(
        manner,
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Text).FirstOrDefault(),
        (name, what) => problems.Add($"{name}: {what}"));
}
