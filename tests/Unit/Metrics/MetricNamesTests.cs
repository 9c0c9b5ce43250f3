using Xunit;
using YemotAi.Hosting.Metrics;

namespace YemotAi.Unit.Metrics;

public sealed class MetricNamesTests
{
    [Theory]
    [InlineData("yemotai.calls.active", "{call}", false, "yemotai_calls_active")]
    [InlineData("yemotai.calls.began", "{call}", true, "yemotai_calls_began_total")]
    [InlineData("yemotai.turn.duration", "s", false, "yemotai_turn_duration_seconds")]
    [InlineData("dotnet.process.cpu.time", "s", true, "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.process.memory.working_set", "By", false, "dotnet_process_memory_working_set_bytes")]
    [InlineData("orleans-app-requests-latency-bucket", null, true, "orleans_app_requests_latency_bucket_total")]
    [InlineData("orleans-runtime-available-memory", "MB", false, "orleans_runtime_available_memory_megabytes")]
    [InlineData("storage.read.latency", "ms", false, "storage_read_latency_milliseconds")]
    [InlineData("wait_seconds", "s", false, "wait_seconds")]
    [InlineData("sent.total", "By", true, "sent_bytes_total")]
    [InlineData("sent.total", null, true, "sent_total")]
    [InlineData("rate", "By/s", false, "rate_bytes_per_second")]
    [InlineData("rate", "{request}/min", false, "rate_per_minute")]
    [InlineData("share", "1", false, "share")]
    [InlineData("share", "%", false, "share_percent")]
    [InlineData("odd", "furlong^2", false, "odd_furlong_2")]
    [InlineData("9.lives", null, false, "_9_lives")]
    [InlineData("a..b--c", null, false, "a_b_c")]
    [InlineData("שלום", null, false, "_")]
    [InlineData("", null, false, "_")]
    public void A_name_is_as_Prometheus_wants_it(string name, string? unit, bool isCounter, string wanted) =>
        Assert.Equal(wanted, MetricNames.Of(name, unit, isCounter));

    [Theory]
    [InlineData("http.request.method", "http_request_method")]
    [InlineData("__name__", "_name_")]
    [InlineData("2nd", "_2nd")]
    public void So_is_a_labels(string name, string wanted) => Assert.Equal(wanted, MetricNames.Label(name));
}
