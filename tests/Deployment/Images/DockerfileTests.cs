using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using YemotAi.Deployment.Manifests;
using YemotAi.Deployment.Rules;
using YemotAi.Hosting.Settings;
using YemotAi.Standalone.Settings;

namespace YemotAi.Deployment.Images;

/// <summary>What can be known of images without building them.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> Programs => new("Silo", "Gateway", "Standalone");

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_is_copied_is_there_and_not_ignored(string program)
    {
        var dockerfile = Dockerfile.Of(program);
        var ignored = File.ReadAllLines(Repository.At(".dockerignore"));
        var copied = dockerfile.Stages.Keys.SelectMany(stage => dockerfile.In(stage, "COPY")).Distinct()
            .Where(copy => !copy.Contains("--from=", StringComparison.Ordinal)).SelectMany(copy => copy.Split(' ')[..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path =>
        {
            Assert.True(System.IO.Path.Exists(Repository.At(path)), $"There is no {path}.");
            Assert.Contains("!" + path.TrimEnd('/'), ignored);
        });
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_a_stage_takes_from_another_comes_from_an_earlier_one(string program)
    {
        var dockerfile = Dockerfile.Of(program);
        var earlier = new List<string>();
        foreach (var stage in dockerfile.Stages.Keys)
        {
            var from = dockerfile.In(stage, "COPY").SelectMany(copy => FromStage().Matches(copy)).Select(match => match.Groups[1].Value);
            Assert.All(from, name => Assert.Contains(name, earlier));
            earlier.Add(stage);
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_publishes_the_program_that_it_starts(string program)
    {
        var dockerfile = Dockerfile.Of(program);
        var publish = Assert.Single(dockerfile.In("build", "RUN"));
        Assert.Contains($"dotnet publish src/{program}/{program}.csproj ", publish, StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.At("src", program, $"{program}.csproj")), $"There is no program {program}.");
        Assert.Equal($"[\"dotnet\", \"YemotAi.{program}.dll\"]", Assert.Single(dockerfile.In(dockerfile.Last, "ENTRYPOINT")));
        Assert.Contains("<AssemblyName>YemotAi.$(MSBuildProjectName)</AssemblyName>", File.ReadAllText(Repository.At("Directory.Build.props")), StringComparison.Ordinal);
        Assert.DoesNotContain("AssemblyName", File.ReadAllText(Repository.At("src", program, $"{program}.csproj")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Its_variables_are_settings_and_its_ports_are_theirs(string program)
    {
        var dockerfile = Dockerfile.Of(program);
        foreach (var stage in dockerfile.Stages.Keys.Where(stage => dockerfile.In(stage, "ENTRYPOINT").Any()))
        {
            var variables = dockerfile.Variables(stage);
            int[] listens;
            if (program == "Standalone")
            {
                listens = [ProgramEnvironment.HttpPort(StandaloneSettings.Read(ProgramEnvironment.Configuration(variables)).Urls)];
            }
            else
            {
                var settings = ProgramEnvironment.Cluster(variables);
                listens = [ProgramEnvironment.HttpPort(settings.Urls), .. program == "Silo" ? [settings.Cluster.SiloPort, settings.Cluster.GatewayPort] : Array.Empty<int>()];
            }

            Assert.Equal(listens, Assert.Single(dockerfile.In(stage, "EXPOSE")).Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)));
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_variable_that_is_no_setting_is_found(string program)
    {
        var variables = Dockerfile.Of(program).Variables(Dockerfile.Of(program).Last);
        variables["YEMOTAI_Dta"] = "/data";
        Assert.Throws<SettingsException>(() => _ = program == "Standalone"
            ? StandaloneSettings.Read(ProgramEnvironment.Configuration(variables)).Urls
            : ProgramEnvironment.Cluster(variables).Urls);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_runs_as_nobody_special_without_a_shell_on_an_image_with_Hebrew_and_time_zones(string program)
    {
        var dockerfile = Dockerfile.Of(program);
        Assert.Equal("1654:1654", Assert.Single(dockerfile.In(dockerfile.Last, "USER")));
        Assert.Contains("<InvariantGlobalization>false</InvariantGlobalization>", File.ReadAllText(Repository.At("Directory.Build.props")), StringComparison.Ordinal);
        Assert.Matches(@"^mcr\.microsoft\.com/dotnet/aspnet:10\.0-noble-chiseled-extra$", dockerfile.ImageOf(dockerfile.Last));
        Assert.All(dockerfile.Stages.Keys, stage => Assert.Matches("^[a-z./]+:[0-9][a-z0-9.-]*$", dockerfile.ImageOf(stage)));
    }

    [Theory]
    [InlineData("small")]
    [InlineData("production")]
    public async Task Pods_run_as_the_user_of_their_image_from_our_images(string overlay)
    {
        var set = await Deployments.BuildAsync(overlay);
        foreach (var workload in set.Of("Deployment"))
        {
            var dockerfile = Dockerfile.Of(PortRule.ProgramOf(workload.Containers.Single()));
            Assert.Equal(
                Assert.Single(dockerfile.In(dockerfile.Last, "USER")),
                $"{workload.Pod.Number("securityContext.runAsUser")}:{workload.Pod.Number("securityContext.runAsGroup")}");
            Assert.Equal(
                Assert.Single(dockerfile.In(dockerfile.Last, "EXPOSE")),
                string.Join(' ', workload.Containers.Single().List("ports").Select(port => port.Number("containerPort"))));
        }
    }

    [Fact]
    public void The_Codex_CLI_in_an_image_is_the_version_whose_checksum_is_known()
    {
        var version = Version().Match(Assert.Single(Dockerfile.Of("Silo").In("codex", "ARG"))).Value;
        Assert.Contains($"\"{version} linux-x64\") checksum=", File.ReadAllText(Repository.At("scripts", "install-codex")), StringComparison.Ordinal);
        Assert.Contains($"\nversion={version}\n", File.ReadAllText(Repository.At("scripts", "install-codex")), StringComparison.Ordinal);
    }

    [GeneratedRegex("--from=([a-z-]+)")]
    private static partial Regex FromStage();

    [GeneratedRegex("[0-9.]+$")]
    private static partial Regex Version();
}
