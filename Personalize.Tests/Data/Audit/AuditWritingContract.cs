using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Tests.Data.Audit;

/// <summary>What a change leaves in the trail, on each database alike.</summary>
public abstract class AuditWritingContract(TestDatabase database)
{
    private static readonly Actor Somebody = new(
        ActorKind.Account, 7, RoleRights.Of(AccountRole.Admin), ActionSource.Page, "0123456789abcdef0123456789abcdef");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditTrail Trail => database.Services.GetRequiredService<AuditTrail>();

    [Fact]
    public async Task An_edit_leaves_who_what_and_the_old_and_new_values_of_its_fields()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => (row.Age, row.Interests, row.PurchaseHistory) = (34, ["hiking"], [new() { Item = "Kettle" }]));
        await ChangeAsync(id, row => (row.Age, row.Interests, row.PurchaseHistory) = (35, ["hiking", "tea"], [new() { Item = "Kettle", Quantity = 2 }]));

        var line = (await OfAsync(Subjects.Customer, id))[0];

        Assert.Equal("customer.update", line.Entry.Action);
        Assert.Equal((ActorKind.Account, 7, ActionSource.Page), (line.Entry.ActorKind, line.Entry.ActorId, line.Entry.Source));
        Assert.Equal(Somebody.RequestId, line.Entry.RequestId);
        Assert.Equal(["age", "interests", "purchase_history"], line.Changes.Select(change => change.Field).Order());
        Assert.Equal(("34", "35"), Values(line, "age"));
        Assert.Equal(("""["hiking"]""", """["hiking","tea"]"""), Values(line, "interests"));
        var (before, after) = Values(line, "purchase_history");
        Assert.Contains("\"quantity\":null", before, StringComparison.Ordinal);
        Assert.Contains("\"quantity\":2", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Making_deleting_and_restoring_are_called_by_their_names()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        await ChangeAsync(id, row => row.DeletedAt = database.Time.GetUtcNow());
        await ChangeAsync(id, row => row.DeletedAt = null);

        var lines = await OfAsync(Subjects.Customer, id);

        Assert.Equal(["customer.restore", "customer.delete", "customer.create"], lines.Select(line => line.Entry.Action));
    }

    [Fact]
    public async Task A_change_by_nobody_is_refused_and_stores_nothing()
    {
        database.Require();
        var id = await database.AddItemAsync();
        await using var db = await database.Contexts.CreateDbContextAsync(Cancellation);
        (await db.Items.SingleAsync(item => item.Id == id, Cancellation)).Title = "Unnoticed";

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Cancellation));

        Assert.Contains("item.update", refusal.Message, StringComparison.Ordinal);
        await using var after = await database.OpenAsync();
        Assert.Equal("Kettle", (await after.Items.SingleAsync(item => item.Id == id, Cancellation)).Title);
    }

    [Fact]
    public async Task A_note_beside_a_change_that_is_not_saved_is_refused_and_stores_neither()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);
        var before = await CountAsync();
        await using (var db = await database.Contexts.OpenAsync(Somebody, Cancellation))
        {
            (await db.Customers.SingleAsync(customer => customer.Id == id, Cancellation)).Age = 21;

            await Assert.ThrowsAsync<InvalidOperationException>(
                () => db.NoteAsync([new AuditNote("model.train", Subjects.Model, AuditNote.Many)], Cancellation));
        }

        Assert.Equal((20, before), ((await database.CustomerAsync(id)).Age, await CountAsync()));
    }

    [Fact]
    public async Task A_row_marked_as_changed_whose_values_stand_leaves_nothing()
    {
        database.Require();
        var account = new Account { UserName = "b@example.org", Email = "b@example.org", NormalizedUserName = Guid.NewGuid().ToString("N"), PasswordHash = "first" };
        await using var db = await database.Contexts.OpenAsync(Somebody, Cancellation);
        db.Accounts.Add(account);
        await db.SaveChangesAsync(Cancellation);

        db.Update(account);
        await db.SaveChangesAsync(Cancellation);

        Assert.Equal("account.create", Assert.Single(await OfAsync(Subjects.Account, account.Id)).Entry.Action);
    }

    [Fact]
    public async Task A_save_that_changes_nothing_leaves_nothing()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);

        await ChangeAsync(id, row => row.Age = 20);

        Assert.Equal("customer.create", Assert.Single(await OfAsync(Subjects.Customer, id)).Entry.Action);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_entry()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        var before = await CountAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() => ChangeAsync(id, row => row.Age = 151));

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task A_rolled_back_transaction_takes_its_entries_with_it()
    {
        database.Require();
        var before = await CountAsync();
        await using (var db = await database.OpenAsync())
        {
            await using var transaction = await db.BeginWriteAsync(Cancellation);
            db.Items.Add(new Item { Sku = Guid.NewGuid().ToString("N"), Title = "Gone" });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Secrets_are_said_to_have_changed_and_never_written()
    {
        database.Require();
        var account = new Account { UserName = "a@example.org", Email = "a@example.org", NormalizedUserName = Guid.NewGuid().ToString("N"), PasswordHash = "first" };
        await using (var db = await database.Contexts.OpenAsync(Somebody, Cancellation))
        {
            db.Accounts.Add(account);
            await db.SaveChangesAsync(Cancellation);
            account.PasswordHash = "second";
            await db.SaveChangesAsync(Cancellation);
            (account.Role, account.LastSignInAt) = (AccountRole.Admin, database.Time.GetUtcNow());
            await db.SaveChangesAsync(Cancellation);
            account.LastSignInAt = database.Time.GetUtcNow().AddMinutes(1);
            await db.SaveChangesAsync(Cancellation);
        }

        var lines = await OfAsync(Subjects.Account, account.Id);

        Assert.Equal(["account.role", "account.password", "account.create"], lines.Select(line => line.Entry.Action));
        Assert.Equal(("null", "\"changed\""), Values(lines[1], "password_hash"));
        Assert.Equal(("\"Operator\"", "\"Admin\""), Values(lines[0], "role"));
    }

    [Fact]
    public async Task Many_new_rows_are_counted_in_one_entry_with_their_numbers_and_changes_told_one_by_one()
    {
        database.Require();
        var rows = Enumerable.Range(0, 50).Select(number => new CustomerRow { CustomerId = $"many-{database.Kind}-{number}", Age = 20 }).ToArray();
        var upsert = database.Services.GetRequiredService<CustomerUpsert>();
        var before = await CountAsync();

        await upsert.UpsertAsync(Somebody with { Source = ActionSource.Import }, rows, CustomerFields.All, Cancellation);
        await upsert.UpsertAsync(Somebody with { Source = ActionSource.Import }, [rows[3] with { Age = 21 }, rows[4]], CustomerFields.All, Cancellation);

        var lines = await Trail.PageAsync(TestDatabase.Tester, new AuditFilter { Source = ActionSource.Import }, before: null, 10, Cancellation);
        Assert.Equal(before + 2, await CountAsync());
        Assert.Equal(["customer.update", "customer.create"], lines.Select(line => line.Entry.Action));
        Assert.Equal(("20", "21"), Values(lines[0], "age"));
        Assert.Equal(AuditNote.Many, lines[1].Entry.SubjectId);
        Assert.Equal("50", Values(lines[1], "count").New);
    }

    [Fact]
    public async Task Erasing_a_customer_makes_the_values_unreadable_and_the_chain_still_holds()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 41);
        await ChangeAsync(id, row => row.DeletedAt = database.Time.GetUtcNow());
        await using (var db = await database.OpenAsync())
            Assert.Equal(1, await db.PurgeCustomersAsync(database.Time.GetUtcNow(), most: 10, Cancellation));

        var lines = await OfAsync(Subjects.Customer, id);

        Assert.Equal(["customer.erase", "customer.delete", "customer.create"], lines.Select(line => line.Entry.Action));
        Assert.Equal([AuditValues.None, AuditValues.Erased, AuditValues.Erased], lines.Select(line => line.Values));
        Assert.All(lines, line => Assert.Empty(line.Changes));
        Assert.IsType<AuditVerdict.Intact>(await VerifyAsync());
    }

    [Fact]
    public async Task Writers_at_once_leave_no_gap_and_no_fork()
    {
        database.Require();
        var ids = new List<int>();
        for (var number = 0; number < 8; number++) ids.Add(await database.AddCustomerAsync(row => row.Age = 0));

        await Task.WhenAll(ids.Select(id => Task.Run(
            async () =>
            {
                for (var age = 1; age <= 12; age++) await ChangeAsync(id, row => row.Age = age);
            }, Cancellation)));

        await using var db = await database.OpenAsync();
        var sequences = await db.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync(Cancellation);
        Assert.Equal(Enumerable.Range(1, sequences.Count).Select(number => (long)number), sequences);
        var verdict = Assert.IsType<AuditVerdict.Intact>(await VerifyAsync());
        Assert.Equal(sequences.Count, verdict.Entries);
        foreach (var id in ids) Assert.Equal(13, (await OfAsync(Subjects.Customer, id)).Count);
    }

    private async Task ChangeAsync(int id, Action<Customer> change)
    {
        await using var db = await database.Contexts.OpenAsync(Somebody, Cancellation);
        change(await db.Customers.IgnoreQueryFilters().SingleAsync(customer => customer.Id == id, Cancellation));
        await db.SaveChangesAsync(Cancellation);
    }

    private Task<IReadOnlyList<AuditLine>> OfAsync(string kind, int id) => Trail.PageAsync(
        TestDatabase.Tester, new AuditFilter { SubjectKind = kind, SubjectId = $"{id}" }, before: null, 100, Cancellation);

    private async Task<int> CountAsync()
    {
        await using var db = await database.OpenAsync();
        return await db.AuditEntries.CountAsync(Cancellation);
    }

    private async Task<AuditVerdict> VerifyAsync()
    {
        await using var db = await database.OpenAsync();
        return await TamperBench.Verifier(database).VerifyAsync(db, known: null, progress: null, Cancellation);
    }

    private static (string Old, string New) Values(AuditLine line, string field)
    {
        var change = Assert.Single(line.Changes, change => change.Field == field);
        return (change.Old.GetRawText(), change.New.GetRawText());
    }
}

public sealed class SqliteAuditWritingTests(SqliteDatabase database) : AuditWritingContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresAuditWritingTests(PostgresDatabase database) : AuditWritingContract(database), IClassFixture<PostgresDatabase>;
