using Xunit;
using YemotAi.Calls.Voice;
using YemotAi.Providers.Espeak;
using YemotAi.Tests;

namespace YemotAi.Voices.Espeak;

public sealed class EspeakVoiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private EspeakBench _bench = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _bench = new EspeakBench();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null) await _bench.DisposeAsync();
    }

    [Fact]
    public void No_word_of_the_text_is_an_argument()
    {
        var arguments = EspeakVoice.Arguments(new EspeakOptions(), new SpokenText("-w x.wav שלום") { Language = "he-IL" });
        Assert.Equal(["-v", "he", "-s", "150", "-p", "50", "-b", "1", "--stdin", "--stdout"], arguments);
    }

    [Theory]
    [InlineData(1e9, "450")]
    [InlineData(-5, "80")]
    [InlineData(double.NaN, "150")]
    public void A_speed_that_no_voice_has_becomes_the_nearest_one(double speed, string words) =>
        Assert.Equal(words, EspeakVoice.Arguments(new EspeakOptions(), new SpokenText("א") { Speed = speed })[3]);

    [Theory]
    [InlineData("he-IL", "he")]
    [InlineData("iw", "he")]
    [InlineData("", "he")]
    [InlineData("EN_us", "en")]
    public void A_language_is_the_programs_own_name_of_it(string language, string name) =>
        Assert.Equal(name, EspeakVoice.LanguageOf(language));

    [Theory]
    [InlineData("zz-ZZ")]
    [InlineData("--help")]
    [InlineData("../../etc")]
    public async Task A_language_that_it_does_not_know_is_a_bad_text(string language)
    {
        var error = await Assert.ThrowsAsync<VoiceException>(
            () => Heard.AllAsync(_bench.Voice, new SpokenText("שלום") { Language = language }, Cancellation).WaitAsync(Guard, Cancellation));
        Assert.Equal(VoiceFailure.BadText, error.Failure);
    }

    [Fact]
    public async Task The_text_and_nothing_else_comes_by_the_input()
    {
        var said = Path.Combine(Path.GetTempPath(), "said-" + Guid.NewGuid().ToString("N"));
        using var voice = _bench.Voiced(_bench.Scripted($"/bin/cat > {said}\nexit 0"));
        await Heard.TryAsync(voice, "  שלום\u0007 [[a]]\r\n -w x \u202eעולם ", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal("שלום [ [a]] -w x עולם\n", await File.ReadAllTextAsync(said, Cancellation));
        File.Delete(said);
    }

    [Fact]
    public async Task It_sees_nothing_of_this_programs_environment()
    {
        var seen = Path.Combine(Path.GetTempPath(), "seen-" + Guid.NewGuid().ToString("N"));
        using var voice = _bench.Voiced(_bench.Scripted($"/usr/bin/env > {seen}\nexit 0"));
        await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        // What the shell itself sets.
        Assert.All(await File.ReadAllLinesAsync(seen, Cancellation), line => Assert.Matches("^(PWD|OLDPWD|SHLVL|_)=", line));
        File.Delete(seen);
    }

    [Fact]
    public async Task No_more_run_at_once_than_may_and_those_that_wait_have_their_turn()
    {
        using var began = new ScriptSignal();
        using var goOn = new ScriptSignal();
        using var voice = _bench.Voiced(
            _bench.Scripted($"{began.Give}\n{goOn.Give}\nexec {EspeakBench.Need()} \"$@\""), options => options.MaxAtOnce = 1);
        var first = Heard.AllAsync(voice, "שלום", Cancellation);
        await began.WhenGivenAsync(Cancellation);
        var second = Heard.AllAsync(voice, "עולם", Cancellation);
        await goOn.WhenGivenAsync(Cancellation);
        Assert.NotEmpty(await first.WaitAsync(Guard, Cancellation));
        await began.WhenGivenAsync(Cancellation);
        await goOn.WhenGivenAsync(Cancellation);
        Assert.NotEmpty(await second.WaitAsync(Guard, Cancellation));
    }

    [Fact]
    public async Task Where_too_many_wait_already_the_next_is_told_so_at_once()
    {
        using var began = new ScriptSignal();
        using var voice = _bench.Voiced(
            _bench.Scripted($"{began.Give}\nMARK=1 /bin/sleep 600"), options => (options.MaxAtOnce, options.MaxWaiting) = (1, 0));
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = Heard.AllAsync(voice, "שלום", hangUp.Token);
        await began.WhenGivenAsync(Cancellation);
        var (_, failure) = await Heard.TryAsync(voice, "עולם", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(VoiceFailure.Busy, failure?.Failure);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(Guard, Cancellation));
    }

    [Theory]
    [InlineData("שלום")]
    [InlineData("כן.")]
    [InlineData("מאתיים חמישים ושלושה שקלים, כולל מע\"מ.")]
    [InlineData("Hello, this is the office of Danny.")]
    public async Task Short_and_long_texts_are_equally_loud(string text) =>
        Assert.InRange(Heard.LevelOf(await Heard.AllAsync(_bench.Voice, text, Cancellation).WaitAsync(Guard, Cancellation)), -20, -16);

    [Fact]
    public async Task A_program_that_is_not_there_is_told_with_what_to_do()
    {
        using var voice = _bench.Voiced("/nowhere/espeak-ng");
        var health = await voice.CheckAsync(Cancellation);
        Assert.False(health.IsReady);
        Assert.Contains("apt install espeak-ng", health.Detail, StringComparison.Ordinal);
        var (_, failure) = await Heard.TryAsync(voice, "שלום", Cancellation).WaitAsync(Guard, Cancellation);
        Assert.Equal(VoiceFailure.NotConfigured, failure?.Failure);
    }

    [Theory]
    [InlineData("eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/x", "1.51")]
    [InlineData("eSpeak NG text-to-speech: 1.52.0-dev  Data at: /usr/lib/x", "1.52.0")]
    [InlineData("espeak 1.48", null)]
    public void The_version_is_read_from_what_it_says(string text, string? version) =>
        Assert.Equal(version, EspeakProgram.VersionIn(text)?.ToString());
}
