using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Hubs;

namespace Personalize.Tests.Web.Hubs;

public sealed class CallerWatchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_that_another_server_revoked_is_put_out_when_the_watch_looks_again()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = new HubServer(clock: clock);
        var (gone, kept) = (server.App.KeyOf(AccountRole.Operator), server.App.KeyOf(AccountRole.Analyst));
        await using var client = await server.ConnectAsync(gone);
        await using var other = await server.ConnectAsync(kept);
        await Until.ReachedAsync(() => server.App.Get<LiveConnections>().All.Count == 2);
        await using (var db = await server.App.OpenDatabaseAsync())
        {
            var row = await db.ApiKeys.SingleAsync(key => key.Role == AccountRole.Operator, Cancel);
            row.RevokedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(Cancel);
        }

        clock.Advance(Standing.MaxAge);

        await client.Ended.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.False(other.Ended.IsCompleted);
    }
}
