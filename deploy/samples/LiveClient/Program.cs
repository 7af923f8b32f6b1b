using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Personalize.Samples;

if (args is not [var server, var key, .. var customers])
{
    await Console.Error.WriteLineAsync("Usage: LiveClient http://localhost:5080 pz_… [customer_id …]");
    return 1;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

await using var live = new LiveClient(new Uri(server), () => Task.FromResult<string?>(key));
try
{
    await live.StartAsync(stop.Token);
    await live.FollowOverviewAsync(position: null, Show, stop.Token);
    foreach (var customer in customers)
        await live.FollowCustomerAsync(customer, position: null, Tell, stop.Token);
    await Task.WhenAny(live.Ended, Task.Delay(Timeout.Infinite, stop.Token));
    return 0;
}
catch (Exception refused) when (refused is WebSocketException or HubException)
{
    // Not reached, not let in, or not known.
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}

static Task Show(OverviewChange overview) => Console.Out.WriteLineAsync(
    $"{overview.Figures.At:T}  {overview.Figures.ActivitiesPerSecond.Value:0.0} activities/s (n = {overview.Figures.ActivitiesPerSecond.Samples}), position {overview.Position}");

static Task Tell(CustomerChange change) => Console.Out.WriteLineAsync(
    $"{change.CustomerId}: {string.Join(", ", change.Aspects)}; {change.Activities} activities, position {change.Position}{(change.Reload ? "; reload" : "")}");
