using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Tests.Data.Audit;

/// <summary>What entries and their subjects are called, and found by, on each database alike.</summary>
public abstract class AuditNamingContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditTrail Trail => database.Services.GetRequiredService<AuditTrail>();

    private AuditUndo Undo => database.Services.GetRequiredService<AuditUndo>();

    [Fact]
    public async Task A_subject_is_called_and_found_as_people_call_it()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.CustomerId = "known");
        await database.AddCustomerAsync();

        var line = Assert.Single(await FindAsync(new() { Subject = "known" }));

        Assert.Equal((Subjects.Customer, $"{id}", "known"), (line.Entry.SubjectKind, line.Entry.SubjectId, line.SubjectName));
    }

    [Fact]
    public async Task Two_of_one_name_are_both_found_and_no_third_of_the_same_number()
    {
        database.Require();
        await using var db = await database.OpenAsync();
        List<Customer> customers = [.. Enumerable.Range(0, 4).Select(number => new Customer { CustomerId = $"twin-{number}" })];
        db.Customers.AddRange(customers);
        List<Item> items = [.. Enumerable.Range(0, 8).Select(number => new Item { Sku = $"twin-item-{number}", Title = "Twin" })];
        db.Items.AddRange(items);
        await db.SaveChangesAsync(Cancellation);
        var item = items.First(one => one.Id != customers[0].Id);
        (customers[0].CustomerId, item.Sku) = ("twin", "twin");
        await db.SaveChangesAsync(Cancellation);

        var found = await FindAsync(new() { Subject = "twin" });

        Assert.Equal(
            [(Subjects.Customer, $"{customers[0].Id}"), (Subjects.Item, $"{item.Id}")],
            found.Select(line => (line.Entry.SubjectKind, line.Entry.SubjectId)).Distinct().OrderBy(subject => subject.SubjectKind, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_kind_narrows_a_name_and_an_unknown_name_finds_nothing()
    {
        database.Require();
        await database.AddCustomerAsync(row => row.CustomerId = "narrow");

        Assert.Single(await FindAsync(new() { SubjectKind = Subjects.Customer, Subject = "narrow" }));
        Assert.Empty(await FindAsync(new() { SubjectKind = Subjects.Item, Subject = "narrow" }));
        Assert.Empty(await FindAsync(new() { Subject = "never heard of" }));
    }

    [Fact]
    public async Task Who_is_gone_has_no_name_and_is_found_by_our_own_number()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.CustomerId = "gone");
        await using (var db = await database.OpenAsync()) await db.Customers.Where(row => row.Id == id).ExecuteDeleteAsync(Cancellation);

        Assert.Empty(await FindAsync(new() { Subject = "gone" }));
        Assert.Null(Assert.Single(await FindAsync(new() { SubjectKind = Subjects.Customer, Subject = $"#{id}" })).SubjectName);
    }

    [Fact]
    public async Task A_customer_who_is_called_like_a_number_is_found_by_that_name()
    {
        database.Require();
        var other = await database.AddCustomerAsync();
        var id = await database.AddCustomerAsync(row => row.CustomerId = $"#{other}");

        Assert.Equal($"{id}", Assert.Single(await FindAsync(new() { SubjectKind = Subjects.Customer, Subject = $"#{other}" })).Entry.SubjectId);
    }

    [Fact]
    public async Task What_is_taken_back_knows_by_which_entry_until_that_is_taken_back_too()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);
        await using (var db = await database.OpenAsync())
        {
            (await db.Customers.SingleAsync(row => row.Id == id, Cancellation)).Age = 30;
            await db.SaveChangesAsync(Cancellation);
        }

        var edit = (await OfAsync(id))[0].Entry.Sequence;
        await UndoAsync(edit);
        var undone = await OfAsync(id);
        var again = await UndoAsync(edit);
        await UndoAsync(undone[0].Entry.Sequence);
        var redone = await OfAsync(id);

        Assert.Equal([null, undone[0].Entry.Sequence, null], undone.Select(line => line.UndoneBy?.Entry.Sequence));
        Assert.Contains($"entry {undone[0].Entry.Sequence}", Assert.IsType<UndoOutcome.Impossible>(again).Reason, StringComparison.Ordinal);
        Assert.Equal([null, redone[0].Entry.Sequence, null, null], redone.Select(line => line.UndoneBy?.Entry.Sequence));
    }

    [Fact]
    public async Task A_deletion_is_taken_back_by_the_first_restoration_after_it()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        foreach (var deleted in (bool[])[true, false, true])
        {
            await using var db = await database.OpenAsync();
            (await db.Customers.IgnoreQueryFilters().SingleAsync(row => row.Id == id, Cancellation)).DeletedAt = deleted ? database.Time.GetUtcNow() : null;
            await db.SaveChangesAsync(Cancellation);
        }

        var lines = await OfAsync(id);

        Assert.Equal(["customer.delete", "customer.restore", "customer.delete", "customer.create"], lines.Select(line => line.Entry.Action));
        Assert.Equal([null, null, lines[1].Entry.Sequence, null], lines.Select(line => line.UndoneBy?.Entry.Sequence));
    }

    private Task<UndoOutcome> UndoAsync(long sequence) =>
        Undo.UndoAsync(TestDatabase.Tester, sequence, database.Time.GetUtcNow().AddMinutes(-10), Cancellation);

    private Task<IReadOnlyList<AuditLine>> OfAsync(int customer) => FindAsync(new() { SubjectKind = Subjects.Customer, SubjectId = $"{customer}" });

    private Task<IReadOnlyList<AuditLine>> FindAsync(AuditFilter filter) => Trail.PageAsync(TestDatabase.Tester, filter, before: null, 100, Cancellation);
}

public sealed class SqliteAuditNamingTests(SqliteDatabase database) : AuditNamingContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresAuditNamingTests(PostgresDatabase database) : AuditNamingContract(database), IClassFixture<PostgresDatabase>;
