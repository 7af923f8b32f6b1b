using Microsoft.Extensions.Diagnostics.HealthChecks;
using Personalize.Tests.Data;
using Personalize.Web.Hosting.Health;

namespace Personalize.Tests.Web.Hosting;

public sealed class DatabaseProbeTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_queues_for_its_turn_as_the_writer_and_finds_the_database_well()
    {
        using var probe = new DatabaseProbe(database.Contexts, database.Time);
        await using var db = await database.OpenAsync();
        Task<HealthCheckResult> asking;
        await using (await db.BeginWriteAsync(Cancellation))
        {
            asking = probe.CheckHealthAsync(new HealthCheckContext(), Cancellation);

            Assert.False(asking.IsCompleted);
        }

        Assert.Equal(HealthStatus.Healthy, (await asking).Status);
    }
}
