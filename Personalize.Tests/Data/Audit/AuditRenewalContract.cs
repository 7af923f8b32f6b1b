using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Tests.Support;

namespace Personalize.Tests.Data.Audit;

/// <summary>The keys that seal the trail's secrets are lost: what then holds, on each database alike.</summary>
public abstract class AuditRenewalContract(TestDatabase database) : IAsyncLifetime
{
    private const byte Other = 0x33;
    private const int Old = 6;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalize-renewal-");
    private readonly List<ServiceProvider> _processes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string HeadPath => Path.Combine(_folder.FullName, "audit-head");

    public async ValueTask InitializeAsync()
    {
        await database.InitializeAsync();
        database.Require();
        for (var number = 0; number < Old; number++)
            await database.AddCustomerAsync(customer => customer.Age = 20 + number);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await database.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Lost_keys_are_found_and_nothing_else_is_called_lost()
    {
        Assert.Equal(AuditLoss.None, await Process(PlainSeal.First).Renewal.FindLossAsync(Cancellation));
        Assert.Equal(AuditLoss.ChainSecret, await Process(Other).Renewal.FindLossAsync(Cancellation));
        Assert.Equal(AuditLoss.None, await Process(Other, PlainSeal.First).Renewal.FindLossAsync(Cancellation));

        await ExecuteAsync("DELETE FROM \"SubjectKeys\" WHERE \"SubjectKind\" = 'audit'");
        Assert.Equal(AuditLoss.ChainSecretRow, await Process(PlainSeal.First).Renewal.FindLossAsync(Cancellation));
    }

    [Fact]
    public async Task An_empty_trail_has_lost_nothing()
    {
        await using (var db = await database.OpenAsync()) await TamperBench.DisarmAsync(db);
        await ExecuteAsync("DELETE FROM \"AuditEntries\"");
        await ExecuteAsync("DELETE FROM \"SubjectKeys\"");

        Assert.Equal(AuditLoss.None, await Process(Other).Renewal.FindLossAsync(Cancellation));
    }

    [Fact]
    public async Task Where_everything_can_be_opened_nothing_is_replaced()
    {
        var same = Process(PlainSeal.First);

        Assert.Null(await same.Renewal.RenewAsync(TestDatabase.Tester, Cancellation));

        Assert.Equal(new AuditVerdict.Intact(Old, null), await same.VerifyAsync());
    }

    [Fact]
    public async Task Nothing_is_replaced_by_itself()
    {
        var process = Process(Other);

        await Assert.ThrowsAsync<InvalidOperationException>(() => process.ChangeAsync(1));
        await Assert.ThrowsAsync<InvalidOperationException>(process.AddAsync);

        Assert.Equal(new AuditVerdict.Intact(Old, null), await Process(PlainSeal.First).VerifyAsync());
    }

    [Fact]
    public async Task After_a_renewal_all_old_entries_stay_and_new_ones_are_proved()
    {
        var process = Process(Other);

        var renewed = await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        await process.ChangeAsync(1);
        await process.AddAsync();

        Assert.Equal(new AuditRenewed(Old + 1, Old, Old, "there was no file"), renewed);
        Assert.Equal(new AuditVerdict.Intact(Old + 3, null) { UnprovenTo = Old }, await process.VerifyAsync());
        Assert.Equal(AuditLoss.None, await process.Renewal.FindLossAsync(Cancellation));
        var lines = await process.LinesAsync();
        Assert.Equal(
            [.. Enumerable.Repeat("customer.create", Old), "audit.replace-secret", "customer.update", "customer.create"],
            lines.Select(line => line.Entry.Action));
        Assert.Equal(
            [.. Enumerable.Repeat(AuditValues.Lost, Old), .. Enumerable.Repeat(AuditValues.Readable, 3)], lines.Select(line => line.Values));
        var told = lines[Old];
        Assert.Equal((ActorKind.System, ActionSource.Command), (told.Entry.ActorKind, told.Entry.Source));
        Assert.Contains($"entries 1 to {Old}", Assert.Single(told.Changes, change => change.Field == "provable_with_the_old_secret_only").New.GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 2", Old + 1, AuditFault.PastAltered)]
    [InlineData("UPDATE \"AuditEntries\" SET \"Changes\" = NULL WHERE \"Sequence\" = 6", Old + 1, AuditFault.PastAltered)]
    [InlineData("UPDATE \"AuditEntries\" SET \"Hash\" = \"Changes\" WHERE \"Sequence\" = 1", Old + 1, AuditFault.PastAltered)]
    [InlineData("UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 7", Old + 1, AuditFault.PastAltered)]
    [InlineData("UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 8", Old + 2, AuditFault.Altered)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 3", 3, AuditFault.Missing)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 7", Old + 1, AuditFault.Missing)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" >= 7", Old + 1, AuditFault.TailCut)]
    [InlineData("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 9", Old + 3, AuditFault.TailCut)]
    [InlineData("UPDATE \"SubjectKeys\" SET \"SubjectId\" = 'chain-9' WHERE \"SubjectId\" = 'chain-7'", Old + 3, AuditFault.PastAltered)]
    [InlineData("UPDATE \"SubjectKeys\" SET \"SubjectId\" = 'chain-3' WHERE \"SubjectId\" = 'chain-7'", 3, AuditFault.PastAltered)]
    public async Task What_is_done_to_the_trail_after_a_renewal_is_found(string statement, long sequence, AuditFault fault)
    {
        var process = Process(Other);
        await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        await process.AddAsync();
        await process.AddAsync();
        Assert.Equal(AuditHeadFile.Kept.Current, await process.Head.KeepAsync(Cancellation));

        await using (var db = await database.OpenAsync()) await TamperBench.DisarmAsync(db);
        Assert.InRange(await ExecuteAsync(statement), 1, 3);

        Assert.Equal(new AuditVerdict.Broken(sequence, fault), await process.VerifyAsync());
    }

    [Fact]
    public async Task Keys_that_are_found_again_prove_the_old_entries_too()
    {
        await Process(Other).Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        var both = Process(Other, PlainSeal.First);

        Assert.Equal(new AuditVerdict.Intact(Old + 1, null), await both.VerifyAsync());

        await using (var db = await database.OpenAsync()) await TamperBench.DisarmAsync(db);
        await ExecuteAsync("UPDATE \"AuditEntries\" SET \"Action\" = 'customer.nothing' WHERE \"Sequence\" = 2");
        Assert.Equal(new AuditVerdict.Broken(2, AuditFault.Altered), await both.VerifyAsync());
    }

    [Fact]
    public async Task Keys_may_be_lost_twice()
    {
        const byte third = 0x44;
        await Process(Other).Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        await Process(Other).AddAsync();
        var process = Process(third);

        await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        await process.AddAsync();

        Assert.Equal(new AuditVerdict.Intact(Old + 4, null) { UnprovenTo = Old + 2 }, await process.VerifyAsync());
        Assert.Equal(new AuditVerdict.Intact(Old + 4, null) { UnprovenTo = Old }, await Process(third, Other).VerifyAsync());
    }

    [Fact]
    public async Task Lost_keys_of_values_alone_leave_the_chain_its_secret()
    {
        await using (var db = await database.OpenAsync())
        {
            await db.SubjectKeys.Where(key => key.SubjectKind == Subjects.Customer && key.SubjectId == "2")
                .ExecuteUpdateAsync(row => row.SetProperty(key => key.SealedKey, new byte[8]), Cancellation);
        }

        var process = Process(PlainSeal.First);
        Assert.Equal(AuditLoss.SubjectKeys, await process.Renewal.FindLossAsync(Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => process.ChangeAsync(2));

        var renewed = await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation);
        await process.ChangeAsync(2);

        Assert.Equal(new AuditRenewed(Old + 1, null, 1, "there was no file"), renewed);
        Assert.Equal(new AuditVerdict.Intact(Old + 2, null), await process.VerifyAsync());
        Assert.Equal("audit.replace-keys", (await process.LinesAsync())[Old].Entry.Action);
    }

    [Fact]
    public async Task The_old_end_is_kept_aside_and_told_and_the_new_one_goes_on()
    {
        Assert.Equal(AuditHeadFile.Kept.Current, await Process(PlainSeal.First).Head.KeepAsync(Cancellation));
        var old = await File.ReadAllTextAsync(HeadPath, Cancellation);
        await using (var db = await database.OpenAsync()) await TamperBench.DisarmAsync(db);
        await ExecuteAsync("DELETE FROM \"AuditEntries\" WHERE \"Sequence\" = 6");
        var process = Process(Other);

        var renewed = await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation);

        Assert.Equal("entry 6, which is not there as the file names it", renewed?.Head);
        Assert.Equal(old, await File.ReadAllTextAsync(HeadPath + ".before-6", Cancellation));
        Assert.Equal(AuditHeadFile.Kept.Current, await process.Head.KeepAsync(Cancellation));
        Assert.Equal(new AuditVerdict.Intact(Old, Old) { UnprovenTo = Old - 1 }, await process.VerifyAsync());
    }

    [Fact]
    public async Task A_secret_for_entries_that_do_not_exist_cannot_stay_in_force()
    {
        await ExecuteAsync("INSERT INTO \"SubjectKeys\" (\"SubjectKind\", \"SubjectId\", \"SealedKey\") SELECT 'audit', 'chain-7', \"SealedKey\" FROM \"SubjectKeys\" WHERE \"SubjectId\" = 'chain'");
        var process = Process(Other);

        Assert.NotNull(await process.Renewal.RenewAsync(TestDatabase.Tester, Cancellation));

        Assert.Equal(new AuditVerdict.Intact(Old + 1, null) { UnprovenTo = Old }, await process.VerifyAsync());
    }

    private RunningProcess Process(params byte[] marks)
    {
        var services = database.Build(new PlainSeal(marks));
        _processes.Add(services);
        return new RunningProcess(services, HeadPath);
    }

    private async Task<int> ExecuteAsync(string statement)
    {
        await using var db = await database.OpenAsync();
        return await db.Database.ExecuteSqlRawAsync(statement, Cancellation);
    }

    private sealed class RunningProcess(ServiceProvider services, string headPath)
    {
        private readonly IDbContextFactory<PersonalizeDb> _contexts = services.GetRequiredService<IDbContextFactory<PersonalizeDb>>();

        public AuditHeadFile Head { get; } = new(
            services.GetRequiredService<IDbContextFactory<PersonalizeDb>>(), services.GetRequiredService<AuditWriter>(), headPath);

        public AuditRenewal Renewal => new(_contexts, services.GetRequiredService<AuditWriter>(), Head);

        public Task<AuditVerdict> VerifyAsync() =>
            new AuditVerifier(_contexts, services.GetRequiredService<AuditWriter>(), Head).VerifyAsync(TestDatabase.Tester, progress: null, Cancellation);

        public async Task<IReadOnlyList<AuditLine>> LinesAsync() =>
            await services.GetRequiredService<AuditTrail>().StreamAsync(TestDatabase.Tester, new AuditFilter(), Cancellation).ToListAsync(Cancellation);

        public async Task ChangeAsync(int customer)
        {
            await using var db = await _contexts.OpenAsync(TestDatabase.Tester, Cancellation);
            (await db.Customers.SingleAsync(row => row.Id == customer, Cancellation)).Age = 99;
            await db.SaveChangesAsync(Cancellation);
        }

        public async Task AddAsync()
        {
            await using var db = await _contexts.OpenAsync(TestDatabase.Tester, Cancellation);
            db.Customers.Add(new() { CustomerId = $"c-{Guid.NewGuid():N}", Age = 30 });
            await db.SaveChangesAsync(Cancellation);
        }
    }
}

public sealed class SqliteAuditRenewalTests() : AuditRenewalContract(new SqliteDatabase());

public sealed class PostgresAuditRenewalTests(PostgresCluster cluster) : AuditRenewalContract(new PostgresDatabase(cluster));
