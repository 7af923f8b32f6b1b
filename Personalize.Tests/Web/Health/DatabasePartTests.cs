using Personalize.Data;
using Personalize.Tests.Data;
using Personalize.Web.Health.Parts;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Web.Health;

public sealed class DatabasePartTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_queues_for_its_turn_as_the_writer_and_finds_the_database_well()
    {
        var part = new DatabasePart(database.Contexts, new DatabaseLocation(DatabaseKind.Sqlite, "", ""), database.Time);
        await using var db = await database.OpenAsync();
        Task<Finding> asking;
        await using (await db.BeginWriteAsync(Cancellation))
        {
            asking = part.LookAsync(Cancellation);

            Assert.False(asking.IsCompleted);
        }

        Assert.Equal(PartState.Working, (await asking).State);
    }
}
