using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Personalize.Samples;

/// <summary>
/// Follows customers and the overview of a Personalize server. A lost connection is made again, and each subscription goes on
/// at the position it had reached: no activity is missed, and none is told twice.
/// </summary>
/// <threadsafety>Safe. Handlers are called one after the other.</threadsafety>
public sealed class LiveClient : IAsyncDisposable
{
    private const string Path = "/hubs/live";

    private readonly ConcurrentDictionary<string, CustomerSubscription> _customers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<Exception?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HubConnection _connection;
    private OverviewSubscription? _overview;

    /// <param name="credential">An API key, or an access token that is good now; asked for at each connect. It travels in a header.</param>
    /// <param name="configure">Proxies, certificates and the like.</param>
    public LiveClient(Uri server, Func<Task<string?>> credential, Action<HttpConnectionOptions>? configure = null)
    {
        _connection = new HubConnectionBuilder()
            .WithUrl(new Uri(server, Path), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.AccessTokenProvider = credential;
                configure?.Invoke(options);
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower)
            .WithAutomaticReconnect(new PatientRetries())
            .Build();
        _connection.On<CustomerChange>("CustomerChanged", OnCustomerAsync);
        _connection.On<OverviewChange>("OverviewChanged", OnOverviewAsync);
        _connection.Reconnected += _ => ResumeAsync();
        _connection.Closed += problem =>
        {
            _ended.TrySetResult(problem);
            return Task.CompletedTask;
        };
    }

    /// <summary>A subscription could not be taken up again: the customer is gone, or you may not see it any more.</summary>
    public event EventHandler<HubException>? Refused;

    /// <summary>Ends when the connection is over for good: disposed, or closed by the server because you may no more.</summary>
    public Task<Exception?> Ended => _ended.Task;

    public Task StartAsync(CancellationToken cancellation) => _connection.StartAsync(cancellation);

    /// <param name="position">Of the last message that you have dealt with; null when you come for the first time.</param>
    /// <exception cref="HubException">The customer is not known, or you may not see it.</exception>
    public async Task FollowCustomerAsync(
        string customerId, long? position, Func<CustomerChange, Task> changed, CancellationToken cancellation)
    {
        if (!_customers.TryAdd(customerId, new CustomerSubscription(position, changed)))
            throw new InvalidOperationException($"'{customerId}' is followed already.");
        try
        {
            await InvokeAsync("SubscribeCustomer", [customerId, position], cancellation);
        }
        catch (HubException)
        {
            // Not to be asked for again at the next connect.
            _customers.TryRemove(customerId, out _);
            throw;
        }
    }

    public Task LeaveCustomerAsync(string customerId, CancellationToken cancellation)
    {
        _customers.TryRemove(customerId, out _);
        return InvokeAsync("UnsubscribeCustomer", [customerId], cancellation);
    }

    /// <inheritdoc cref="FollowCustomerAsync"/>
    public async Task FollowOverviewAsync(long? position, Func<OverviewChange, Task> changed, CancellationToken cancellation)
    {
        _overview = new OverviewSubscription(position, changed);
        await InvokeAsync("SubscribeOverview", [position], cancellation);
    }

    public Task LeaveOverviewAsync(CancellationToken cancellation)
    {
        _overview = null;
        return InvokeAsync("UnsubscribeOverview", [], cancellation);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task OnCustomerAsync(CustomerChange change)
    {
        if (!_customers.TryGetValue(change.CustomerId, out var subscription))
            return;
        await subscription.Changed(change);

        // After the handler: what it could not finish is told again.
        subscription.Position = change.Position;
        if (change.Aspects.Contains("deleted"))
            _customers.TryRemove(change.CustomerId, out _);
    }

    private async Task OnOverviewAsync(OverviewChange change)
    {
        if (_overview is not { } subscription)
            return;
        await subscription.Changed(change);
        subscription.Position = change.Position;
    }

    private async Task ResumeAsync()
    {
        if (_overview is { } overview)
            await ResumeAsync("SubscribeOverview", [overview.Position]);
        foreach (var (customerId, subscription) in _customers)
        {
            if (!await ResumeAsync("SubscribeCustomer", [customerId, subscription.Position]))
                _customers.TryRemove(customerId, out _);
        }
    }

    private async Task<bool> ResumeAsync(string method, object?[] arguments)
    {
        try
        {
            await InvokeAsync(method, arguments, CancellationToken.None);
            return true;
        }
        catch (HubException refusal)
        {
            Refused?.Invoke(this, refusal);
            return false;
        }
    }

    private async Task InvokeAsync(string method, object?[] arguments, CancellationToken cancellation)
    {
        if (_connection.State != HubConnectionState.Connected)
            return;
        try
        {
            await _connection.InvokeCoreAsync(method, arguments, cancellation);
        }
        catch (Exception lost) when (!IsRefusal(lost) && !cancellation.IsCancellationRequested)
        {
            // The connection was lost meanwhile. Once it is there again, all that is followed is asked for again.
        }
    }

    // The end of a connection, too, comes as a HubException when it was the server that closed it.
    private static bool IsRefusal(Exception problem) =>
        problem is HubException && !problem.Message.StartsWith("The server closed the connection", StringComparison.Ordinal);

    private sealed class CustomerSubscription(long? position, Func<CustomerChange, Task> changed)
    {
        public long? Position { get; set; } = position;

        public Func<CustomerChange, Task> Changed => changed;
    }

    private sealed class OverviewSubscription(long? position, Func<OverviewChange, Task> changed)
    {
        public long? Position { get; set; } = position;

        public Func<OverviewChange, Task> Changed => changed;
    }
}
