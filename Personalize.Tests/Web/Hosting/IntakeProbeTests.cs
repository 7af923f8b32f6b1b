using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Activities;
using Personalize.Web.Activities;
using Personalize.Web.Hosting.Health;

namespace Personalize.Tests.Web.Hosting;

public sealed class IntakeProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activities_that_do_not_get_through_make_the_server_unready()
    {
        using var bench = new WriterBench(capacity: 10);
        var probe = new IntakeProbe(bench.Health);
        Assert.Equal(HealthStatus.Healthy, (await probe.CheckHealthAsync(new(), Cancellation)).Status);

        var waiting = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), 9)], Cancellation);

        Assert.Equal(HealthStatus.Unhealthy, (await probe.CheckHealthAsync(new(), Cancellation)).Status);
        await bench.StepAsync();
        await waiting;
        Assert.Equal(HealthStatus.Healthy, (await probe.CheckHealthAsync(new(), Cancellation)).Status);
    }

    [Fact]
    public async Task The_server_asks_it_before_it_says_that_it_is_ready()
    {
        await using var app = new PersonalizeApp();
        var checks = app.Get<IOptions<HealthCheckServiceOptions>>().Value.Registrations;

        Assert.Contains(checks, check => check.Name == "intake" && check.Tags.Contains("ready"));
    }
}
