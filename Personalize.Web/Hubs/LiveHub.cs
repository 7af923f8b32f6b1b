using Microsoft.AspNetCore.SignalR;
using Personalize.Data.Accounts;
using Personalize.Data.Customers;
using Personalize.Web.Access;
using Personalize.Web.Hosting;
using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>
/// What other programs follow live: the overview, and customers one by one. Each method takes a right; a connection whose
/// caller may no more is cut by <see cref="CallerWatch"/>.
/// </summary>
internal sealed class LiveHub(LiveConnections connections, ICustomerKeys customers, CallerStanding standing) : Hub
{
    public const string Path = "/hubs/live";

    public override async Task OnConnectedAsync()
    {
        var connection = connections.Open(Context);
        try
        {
            // Looked at again now that the watch knows of it: between the request and here a right may have been taken away.
            if (!await standing.HoldsAsync(connection.Caller, Context.ConnectionAborted))
                throw HubProblem.Of("unauthenticated", "The key, the token or the session does not hold any more.");
            connection.Start();
        }
        catch
        {
            await connections.CloseAsync(Context);
            throw;
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception) => connections.CloseAsync(Context);

    /// <param name="position">What the client was told last; null when it comes for the first time.</param>
    [HubRight(Right.ViewDashboards)]
    public void SubscribeOverview(long? position) => connections.Of(Context).FollowOverview(Checked(position));

    [HubRight(Right.ViewDashboards)]
    public void UnsubscribeOverview() => connections.Of(Context).LeaveOverview();

    /// <inheritdoc cref="SubscribeOverview"/>
    [HubRight(Right.ViewCustomers)]
    public async Task SubscribeCustomer(string customerId, long? position)
    {
        var (connection, key, known) = (connections.Of(Context), KeyIn(customerId), Checked(position));
        var id = await FindAsync(key);
        connection.FollowCustomer(id, key, known);
        try
        {
            // Deleted while it was looked up: that was told before anybody followed.
            await FindAsync(key);
        }
        catch
        {
            connection.LeaveCustomer(key);
            throw;
        }
    }

    [HubRight(Right.ViewCustomers)]
    public void UnsubscribeCustomer(string customerId) => connections.Of(Context).LeaveCustomer(KeyIn(customerId));

    private static string KeyIn(string customerId)
    {
        var errors = new FieldErrors();
        var key = errors.Short("customer_id", customerId, Customer.CustomerIdMaxLength);
        if (errors.Any)
            throw HubProblem.Invalid(errors.ToDictionary());
        return key ?? throw HubProblem.Of("validation", "customer_id: is missing.");
    }

    private static long? Checked(long? position) => position is not < 0
        ? position
        : throw HubProblem.Of("validation", $"position: {position} is none. Name the one of the last message, or null.");

    private async Task<int> FindAsync(string key) =>
        await customers.FindAsync(key, Context.ConnectionAborted) ?? throw HubProblem.Of("not_found", "There is no such customer.");
}
