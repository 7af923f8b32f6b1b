using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Support;
using Personalize.Web.Health.Parts;
using Personalize.Web.Hosting.Stop;

namespace Personalize.Tests.Web.Hosting;

public sealed class StopSignalsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Stopping _stopping = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly HostingEnvironment _environment = new() { EnvironmentName = Environments.Production };
    private readonly StopOptions _options = new();
    private StopSignals? _signals;

    private bool HasStopped => _lifetime.ApplicationStopping.IsCancellationRequested;

    public void Dispose() => _signals?.Dispose();

    [Fact]
    public async Task The_server_is_not_ready_for_three_seconds_before_it_stops()
    {
        var server = new ServerPart(_stopping, _lifetime);
        _lifetime.NotifyStarted();
        Assert.Equal(PartState.Working, (await server.LookAsync(TestContext.Current.CancellationToken)).State);

        Signals().Signalled();

        Assert.Equal(PartState.Down, (await server.LookAsync(TestContext.Current.CancellationToken)).State);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(HasStopped);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Until.ReachedAsync(() => HasStopped);
    }

    [Fact]
    public void A_second_signal_stops_at_once()
    {
        Signals().Signalled();
        Assert.False(HasStopped);

        _signals!.Signalled();

        Assert.True(HasStopped);
    }

    [Theory]
    [InlineData("Development", null)]
    [InlineData("Production", 0)]
    public void Without_notice_the_first_signal_stops(string environment, int? notice)
    {
        (_environment.EnvironmentName, _options.NoticeSeconds) = (environment, notice);

        Signals().Signalled();

        Assert.True(HasStopped);
    }

    private StopSignals Signals() => _signals = new StopSignals(
        _stopping, [], _lifetime, Options.Create(_options), _environment, _clock, NullLogger<StopSignals>.Instance);
}
