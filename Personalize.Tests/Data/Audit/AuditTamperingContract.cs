using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Audit;

namespace Personalize.Tests.Data.Audit;

/// <summary>What somebody with all rights on the database does to the trail is found, on each database alike.</summary>
public abstract class AuditTamperingContract(TestDatabase database) : IAsyncLifetime
{
    private const int Length = 24;
    private const int Seed = 20_261_123;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"audit-head-{Guid.NewGuid():N}");

    private static readonly string[] Tamperings =
    [
        "UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 9",
        "DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 24",
        "DELETE FROM \"AuditEntries\"",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Statements of this database alone.</summary>
    protected abstract IReadOnlyList<string> OwnTamperings { get; }

    public async ValueTask InitializeAsync()
    {
        database.Require();
        await using var db = await database.OpenAsync();
        for (var number = await db.AuditEntries.CountAsync(Cancellation); number < Length; number++)
            await database.AddCustomerAsync(customer => customer.Age = number);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_thousand_random_tamperings_are_all_found()
    {
        var head = await HeadAsync();
        await using var db = await database.OpenAsync();
        var missed = new List<string>();
        var random = new Random(Seed);
        for (var round = 0; round < 1000; round++)
        {
            await using var transaction = await db.BeginWriteAsync(Cancellation);
            var done = await new TamperBench(db, random, Length).TamperAsync();
            if (await VerifyAsync(db, head) is AuditVerdict.Intact) missed.Add(string.Create(CultureInfo.InvariantCulture, $"{round}: {done}"));
        }

        Assert.Empty(missed);
        Assert.Equal(new AuditVerdict.Intact(Length, Length), await VerifyAsync(db, head));
    }

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 9", 9, AuditFault.Altered)]
    [InlineData("UPDATE \"AuditEntries\" SET \"ActorKind\" = 'Nobody' WHERE \"Sequence\" = 11", 11, AuditFault.Altered)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 1", 1, AuditFault.Missing)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 13", 13, AuditFault.Missing)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" > 20", 21, AuditFault.TailCut)]
    [InlineData("DELETE FROM \"AuditEntries\"", 1, AuditFault.TailCut)]
    public async Task The_first_bad_entry_is_named(string statement, long sequence, AuditFault fault)
    {
        var head = await HeadAsync();
        await using var db = await database.OpenAsync();
        await using var transaction = await db.BeginWriteAsync(Cancellation);
        await TamperBench.DisarmAsync(db);
        await db.Database.ExecuteSqlRawAsync(statement, Cancellation);

        Assert.Equal(new AuditVerdict.Broken(sequence, fault), await VerifyAsync(db, head));
    }

    [Theory]
    [InlineData(5, 6)]
    [InlineData(3, 17)]
    [InlineData(23, 24)]
    public async Task Swapped_entries_are_called_reordered(int one, int other)
    {
        var head = await HeadAsync();
        await using var db = await database.OpenAsync();
        await using var transaction = await db.BeginWriteAsync(Cancellation);
        await TamperBench.DisarmAsync(db);
        await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = -1 WHERE \"Sequence\" = {one}", Cancellation);
        await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {one} WHERE \"Sequence\" = {other}", Cancellation);
        await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Sequence\" = {other} WHERE \"Sequence\" = -1", Cancellation);

        Assert.Equal(new AuditVerdict.Broken(one, AuditFault.Reordered), await VerifyAsync(db, head));
    }

    [Fact]
    public async Task A_tail_that_was_cut_and_written_over_is_found_and_the_file_keeps_the_proof()
    {
        var file = TamperBench.HeadFile(database, _file);
        Assert.Equal(AuditHeadFile.Kept.Current, await file.KeepAsync(Cancellation));
        var head = await file.ReadAsync(Cancellation);
        await using var db = await database.OpenAsync();
        await using var transaction = await db.BeginWriteAsync(Cancellation);
        await TamperBench.DisarmAsync(db);
        await db.Database.ExecuteSqlAsync($"DELETE FROM \"AuditEntries\" WHERE \"Sequence\" > {Length - 2}", Cancellation);
        for (var number = 0; number < 4; number++) await db.NoteAsync([new AuditNote("model.train", Subjects.Model, AuditNote.Many)], Cancellation);

        Assert.Equal(new AuditVerdict.Broken(Length, AuditFault.TailCut), await VerifyAsync(db, head));
    }

    [Fact]
    public async Task A_head_that_nobody_signed_is_found_and_never_written_over()
    {
        var head = await HeadAsync();
        var forged = $"{head.Sequence - 1}:{Convert.ToHexStringLower(head.Hash)}:{Convert.ToHexStringLower(head.Signature)}";
        await File.WriteAllTextAsync(_file, forged, Cancellation);
        var file = TamperBench.HeadFile(database, _file);
        await using var db = await database.OpenAsync();

        Assert.Equal(new AuditVerdict.Broken(Length - 1, AuditFault.HeadForged), await VerifyAsync(db, await file.ReadAsync(Cancellation)));
        Assert.Equal(AuditHeadFile.Kept.Contradicted, await file.KeepAsync(Cancellation));
        Assert.Equal(forged, await File.ReadAllTextAsync(_file, Cancellation));
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_entries()
    {
        var head = await HeadAsync();
        await using var db = await database.OpenAsync();
        foreach (var statement in (string[])[.. Tamperings, .. OwnTamperings])
        {
            var refusal = await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(statement, Cancellation));
            Assert.Contains("Entries of the audit trail are never", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(new AuditVerdict.Intact(Length, Length), await VerifyAsync(db, head));
    }

    [Fact]
    public async Task Entries_cannot_be_changed_through_the_product()
    {
        await using var db = await database.OpenAsync();
        var entry = await db.AuditEntries.FirstAsync(Cancellation);
        entry.Action = "customer.nothing";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancellation));
    }

    private async Task<AuditHead> HeadAsync()
    {
        await using var db = await database.OpenAsync();
        var last = await db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Sequence == Length, Cancellation);
        var secret = await database.Services.GetRequiredService<AuditWriter>().Keys.ChainSecretAsync(db, Cancellation);
        return AuditHead.Sign(secret!, last.Sequence, last.Hash);
    }

    private Task<AuditVerdict> VerifyAsync(PersonalizeDb db, AuditHead? head) =>
        TamperBench.Verifier(database).VerifyAsync(db, head, progress: null, Cancellation);
}

public sealed class SqliteAuditTamperingTests(SqliteDatabase database) : AuditTamperingContract(database), IClassFixture<SqliteDatabase>
{
    protected override IReadOnlyList<string> OwnTamperings { get; } =
        ["INSERT OR REPLACE INTO \"AuditEntries\" SELECT * FROM \"AuditEntries\" WHERE \"Sequence\" = 9"];
}

public sealed class PostgresAuditTamperingTests(PostgresDatabase database) : AuditTamperingContract(database), IClassFixture<PostgresDatabase>
{
    protected override IReadOnlyList<string> OwnTamperings { get; } = ["TRUNCATE \"AuditEntries\""];
}
