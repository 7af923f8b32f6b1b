using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Audit;

namespace Personalize.Tests.Data.Audit;

/// <summary>Whoever spoils a row of the trail does not blind those who read the others, on each database alike.</summary>
public abstract class AuditReadingContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditTrail Trail => database.Services.GetRequiredService<AuditTrail>();

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"ActorKind\" = 'Nobody' WHERE \"Sequence\" = {0}")]
    [InlineData("UPDATE \"AuditEntries\" SET \"Source\" = 'Nowhere' WHERE \"Sequence\" = {0}")]
    public async Task An_entry_that_cannot_be_read_is_shown_as_such_and_hides_no_other(string statement)
    {
        database.Require();
        var spoilt = await NewestAfterAsync(await database.AddCustomerAsync(row => row.Age = 20));
        var sound = await NewestAfterAsync(await database.AddCustomerAsync(row => row.Age = 30));
        await TamperAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, spoilt));

        var page = await Trail.PageAsync(TestDatabase.Tester, new AuditFilter(), before: null, 100, Cancellation);
        var exported = await Trail.StreamAsync(TestDatabase.Tester, new AuditFilter(), Cancellation).ToListAsync(Cancellation);

        Assert.Equal(page.Select(line => line.Entry.Sequence).Reverse(), exported.Select(line => line.Entry.Sequence));
        foreach (var lines in new[] { page, exported })
        {
            Assert.Equal(AuditValues.Unreadable, Assert.Single(lines, line => line.Entry.Sequence == spoilt).Values);
            Assert.Equal(AuditValues.Readable, Assert.Single(lines, line => line.Entry.Sequence == sound).Values);
        }

        Assert.IsType<UndoOutcome.Impossible>(await database.Services.GetRequiredService<AuditUndo>().UndoAsync(
            TestDatabase.Tester, spoilt, database.Time.GetUtcNow(), Cancellation));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_costs_its_own_subject_and_no_other()
    {
        database.Require();
        var (spoilt, sound) = (await database.AddCustomerAsync(row => row.Age = 20), await database.AddCustomerAsync(row => row.Age = 30));
        await using (var db = await database.OpenAsync())
        {
            var id = $"{spoilt}";
            await db.SubjectKeys.Where(key => key.SubjectKind == Subjects.Customer && key.SubjectId == id)
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.SealedKey, new byte[8]), Cancellation);
        }

        var page = await Trail.PageAsync(TestDatabase.Tester, new AuditFilter { SubjectKind = Subjects.Customer }, before: null, 2, Cancellation);

        Assert.Equal(
            [($"{sound}", AuditValues.Readable), ($"{spoilt}", AuditValues.Unreadable)], page.Select(line => (line.Entry.SubjectId, line.Values)));
    }

    private async Task<long> NewestAfterAsync(int customer) => (await Trail.PageAsync(
        TestDatabase.Tester, new AuditFilter { SubjectKind = Subjects.Customer, SubjectId = $"{customer}" }, before: null, 1, Cancellation))[0].Entry.Sequence;

    private async Task TamperAsync(string statement)
    {
        await using var db = await database.OpenAsync();
        await TamperBench.DisarmAsync(db);
        await db.Database.ExecuteSqlRawAsync(statement, Cancellation);
    }
}

public sealed class SqliteAuditReadingTests(SqliteDatabase database) : AuditReadingContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresAuditReadingTests(PostgresDatabase database) : AuditReadingContract(database), IClassFixture<PostgresDatabase>;
