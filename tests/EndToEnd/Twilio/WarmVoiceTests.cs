using Xunit;
using YemotAi.EndToEnd.Bench;
using YemotAi.Tests;

namespace YemotAi.EndToEnd.Twilio;

/// <summary>What callers hear again and again is spoken before they call.</summary>
public sealed class WarmVoiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_words_are_spoken_at_the_start_and_heard_when_the_voice_is_gone_by_then()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The voice of this test is a shell script.");
        SpokenLine.SkipWithoutEspeak();
        var real = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "espeak-ng")).First(File.Exists);
        using var folder = new DataFolder();
        var voice = folder.File("voice");
        ProgramFile.Write(voice, $"#!/bin/sh\nexec {real} \"$@\"\n");
        await using var line = await SpokenLine.StartAsync(null, new ProgramSetup
        {
            Args = ["--Voices:Espeak:Path", voice, "--Voices:Cache:WarmAtStart", "true"],
        });
        await line.Program.Log.WhenLoggedAsync("sentences that callers hear often are spoken and kept", 1, Cancellation);
        ProgramFile.Write(voice, "#!/bin/sh\nexit 1\n");

        var call = await line.DialAsync();
        await SpokenLine.HearsOutAsync(call);
        call.Press("9");
        await line.EndsAsync(call);
        SpokenLine.AssertClean(call);
        Assert.Single(call.Streams);
        Assert.Equal("Agent: תודה שהתקשרתם, להתראות.", (await line.TranscriptAsync())[^1]);
    }
}
