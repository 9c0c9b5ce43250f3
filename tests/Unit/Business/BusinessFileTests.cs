using System.Text;
using Xunit;
using YemotAi.Business.Profiles;
using YemotAi.Calls.Voice;
using YemotAi.Calls.Voice.Turns;

namespace YemotAi.Unit.Business;

/// <summary>What business files may hold, and how their mistakes are named.</summary>
public sealed class BusinessFileTests
{
    public static TheoryData<int, string, string, string> BrokenFiles()
    {
        var data = new TheoryData<int, string, string, string>();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Business/Data/broken_files.yaml.txt"));
        foreach (var part in text.ReplaceLineEndings("\n").Split("=== ").Skip(1))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            var expected = part[..end].Split('|', StringSplitOptions.TrimEntries);
            data.Add(int.Parse(expected[0], System.Globalization.CultureInfo.InvariantCulture), expected[1], expected[2], part[(end + 1)..]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void A_mistake_is_named_with_file_line_key_and_what_is_allowed(int line, string key, string message, string yaml)
    {
        var error = Assert.Throws<BusinessFileException>(() => BusinessProfileLoader.LoadText("salon.yaml", yaml));
        var problem = Assert.Single(error.Problems, problem => problem.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(("salon.yaml", line, key), (problem.File, problem.Line, problem.Key));
        Assert.Contains(problem.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_of_all_files_are_named_at_once()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("a.yaml", "name: א\nphone: x\ntime_zone: y\n");
        directory.Write("b.yml", "nam: ב\n");
        directory.Write("notes.txt", "not a business");
        var error = Assert.Throws<BusinessFileException>(() => BusinessProfileLoader.LoadDirectory(directory.Path));
        Assert.Equal(
            ["a.yaml:phone", "a.yaml:time_zone", "b.yml:name", "b.yml:nam"],
            error.Problems.Select(problem => $"{problem.File}:{problem.Key}").OrderBy(name => name[0]).ThenBy(name => name.EndsWith("nam", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal));
    }

    [Fact]
    public void Two_businesses_cannot_have_one_id()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("a.yaml", "name: א\nid: same\n");
        directory.Write("b.yaml", "name: ב\nid: same\n");
        var problem = Assert.Single(Assert.Throws<BusinessFileException>(() => BusinessProfileLoader.LoadDirectory(directory.Path)).Problems);
        Assert.Equal(("b.yaml", "id"), (problem.File, problem.Key));
        Assert.Contains("a.yaml", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_without_business_files_has_no_businesses()
    {
        using var directory = new TemporaryDirectory();
        Assert.Empty(BusinessProfileLoader.LoadDirectory(directory.Path));
    }

    [Fact]
    public void A_missing_directory_is_named()
    {
        using var directory = new TemporaryDirectory();
        var missing = Path.Combine(directory.Path, "nowhere");
        Assert.Equal(missing, Assert.Single(Assert.Throws<BusinessFileException>(() => BusinessProfileLoader.LoadDirectory(missing)).Problems).File);
    }

    [Fact]
    public void A_file_that_is_not_utf8_or_too_large_is_named()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(Path.Combine(directory.Path, "latin.yaml"), [.. Encoding.ASCII.GetBytes("name: "), 0xF9, 0xEC, 0xE5, 0xED]);
        directory.Write("large.yaml", "name: א\n#" + new string('x', BusinessFileLimits.FileBytes));
        var problems = Assert.Throws<BusinessFileException>(() => BusinessProfileLoader.LoadDirectory(directory.Path)).Problems;
        Assert.Contains("UTF-8", Assert.Single(problems, problem => problem.File == "latin.yaml").Message, StringComparison.Ordinal);
        Assert.Contains("256 KiB", Assert.Single(problems, problem => problem.File == "large.yaml").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_all_that_a_business_needs()
    {
        var profile = BusinessProfileLoader.LoadText("salon.yaml", "name: מספרה\n");
        Assert.Equal(("salon", "מספרה", "מספרה", "Asia/Jerusalem"), (profile.Id, profile.Name, profile.SpokenName, profile.TimeZone.Id));
        Assert.Null(profile.WeeklyHours);
    }

    [Theory]
    [InlineData("120", 120, null, false)]
    [InlineData("49.90", 49.90, null, false)]
    [InlineData("250-400", 250, 400, false)]
    [InlineData("from 450", 450, null, true)]
    [InlineData("free", 0, null, false)]
    [InlineData("חינם", 0, null, false)]
    public void A_price_is_a_number_a_range_a_least_or_free(string written, double from, int? to, bool andUp)
    {
        var profile = BusinessProfileLoader.LoadText("a.yaml", $"name: א\nservices:\n  - name: תספורת\n    price: {written}\n");
        Assert.Equal(new ServicePrice((decimal)from, to, andUp), profile.Services[0].Price);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("daily_budget: 0", "0")]
    [InlineData("daily_budget: 7.50", "7.50")]
    [InlineData("daily_budget: 1000000", "1000000")]
    public void A_budget_is_a_sum_or_no_limit_or_left_to_the_settings(string line, string? budget) => Assert.Equal(
        budget is null ? null : decimal.Parse(budget, System.Globalization.CultureInfo.InvariantCulture),
        BusinessProfileLoader.LoadText("a.yaml", $"name: א\n{line}\n").DailyBudget);

    [Fact]
    public void Minds_and_instructions_are_read_as_they_are_written()
    {
        var profile = BusinessProfileLoader.LoadText(
            "a.yaml", "name: א\nminds: [codex-fast, openai.2]\ninstructions: |\n  לדבר לאט.\n  לא לצחוק.\n");
        Assert.Equal(["codex-fast", "openai.2"], profile.Minds);
        Assert.Equal("לדבר לאט. לא לצחוק.", profile.Instructions);
        var one = BusinessProfileLoader.LoadText("a.yaml", "name: א\nminds: codex\n");
        Assert.Equal(["codex"], one.Minds);
        Assert.Equal(("", null), (one.Instructions, one.DailyBudget));
        Assert.Empty(BusinessProfileLoader.LoadText("a.yaml", "name: א\n").Minds);
    }

    [Fact]
    public void Spoken_calls_are_led_as_the_file_says_and_else_as_the_settings()
    {
        var usual = new VoiceManner { Turns = new TurnOptions { EndSilence = TimeSpan.FromSeconds(0.6), BargeInFrames = 5 }, Hints = ["רגע."] };
        var own = BusinessProfileLoader.LoadText(
            "a.yaml", "name: א\nturns:\n  min_utt_sec: 0.7\n  barge_in: false\n  resp_max_delay_ms: 500\n  vad_rms: 260\n  thinking_text: [שנייה., עוד שנייה.]\n").MannerOver(usual);
        Assert.Equal(TimeSpan.FromSeconds(0.7), own.Turns.EndSilence);
        Assert.False(own.Turns.BargeIn);
        Assert.Equal(TimeSpan.FromMilliseconds(500), own.Turns.LongestBreath);
        Assert.Equal(5, own.Turns.BargeInFrames);
        Assert.Equal((260, 140), (own.VoiceActivity.MinimumRms, own.VoiceActivity.HangoverMs));
        Assert.Equal(["שנייה.", "עוד שנייה."], own.Hints);
        Assert.Equal(usual, BusinessProfileLoader.LoadText("a.yaml", "name: א\n").MannerOver(usual));
    }

    [Fact]
    public void Every_setting_of_a_spoken_call_can_be_read_and_changes_what_it_names()
    {
        var usual = new VoiceManner();
        Assert.All(VoiceMannerSetting.All, setting =>
        {
            var other = setting.IsSwitch ? 1 - setting.Get(usual) : setting.Get(usual) + 1;
            var written = setting.IsSwitch ? (other == 1 ? "true" : "false") : other.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var changed = setting.Set(usual, Assert.NotNull(setting.Read(written)));
            Assert.Equal(other, setting.Get(changed), 6);
            Assert.All(VoiceMannerSetting.All.Where(one => one != setting), one => Assert.Equal(one.Get(usual), one.Get(changed)));
            Assert.Null(setting.Read("שטויות"));
            Assert.Null(setting.Read("-1"));
        });
    }

    [Fact]
    public void The_example_says_what_it_promises()
    {
        var profile = ExampleBusiness.Profile;
        Assert.True(profile.Services.Count >= 8);
        Assert.True(profile.Questions.Count >= 12);
        Assert.All(profile.Services, service => Assert.NotNull(service.Price));
        Assert.Equal("025550142", profile.Phone);
        Assert.Equal(6, profile.WeeklyHours!.Count(day => day.Value.Count > 0));
        Assert.Equal([new DateOnly(2026, 9, 12), new DateOnly(2026, 9, 13)], profile.Exceptions.Where(special => special.Reason == "ראש השנה").Select(special => special.Date));
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("name: \u0001\u0002")]
    [InlineData("{{{{{{{{{{{{{{{{{{")]
    [InlineData("? - a\n: - b\n")]
    [InlineData("--- a\n--- b\n")]
    [InlineData("%YAML 9.9\n---\nname: א\n")]
    [InlineData("name: !!binary x\nhours: !!set {a, b}\n")]
    [InlineData("name:\n\t- a")]
    public void Any_text_gives_a_profile_or_named_mistakes(string text)
    {
        try
        {
            Assert.NotEmpty(BusinessProfileLoader.LoadText("a.yaml", text).Name);
        }
        catch (BusinessFileException e)
        {
            Assert.NotEmpty(e.Problems);
        }
    }

    private sealed class TemporaryDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("businesses").FullName;

        public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
