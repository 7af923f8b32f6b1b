using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Personalize.Tests.Support;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Hubs;

/// <summary>The log is for faults of ours; what callers do wrong they are told.</summary>
public sealed class HubFaultsTests : IDisposable
{
    private readonly KeptLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_refused_call_leaves_no_line_in_the_log()
    {
        await using var server = Logged(_ => { });
        await using var client = await server.ConnectAsync();

        await Assert.ThrowsAsync<HubException>(() => client.FollowCustomerAsync("canary-4c1d", null, _ => Task.CompletedTask, Cancel));

        Assert.DoesNotContain(_log.Lines, line => line.Contains("hub", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("canary-4c1d", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_of_ours_is_told_without_its_reason_which_stands_in_the_log()
    {
        await using var server = Logged(services => services.Replace(ServiceDescriptor.Singleton<ICustomerKeys, BrokenKeys>()));
        await using var client = await server.ConnectAsync();

        var told = await Assert.ThrowsAsync<HubException>(() => client.FollowCustomerAsync("C", null, _ => Task.CompletedTask, Cancel));

        Assert.EndsWith("HubException: internal: Something went wrong here, and stands in the log. Try again later.", told.Message, StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Contains("A client of the hub could not be served: SubscribeCustomer", StringComparison.Ordinal));
    }

    private HubServer Logged(Action<IServiceCollection> configure) => new(configure: services =>
    {
        services.AddLogging(logging => logging.AddProvider(_log));
        configure(services);
    });

    private sealed class BrokenKeys : ICustomerKeys
    {
        public ValueTask<int?> FindAsync(string customerId, CancellationToken cancellation) => throw new IOException("The test has broken it.");

        public void Forget(int id)
        {
        }
    }
}
