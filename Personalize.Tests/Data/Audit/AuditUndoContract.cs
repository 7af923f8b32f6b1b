using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;

namespace Personalize.Tests.Data.Audit;

/// <summary>Taking entries back, on each database alike.</summary>
public abstract class AuditUndoContract(TestDatabase database)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AuditUndo Undo => database.Services.GetRequiredService<AuditUndo>();

    [Fact]
    public async Task An_edit_is_taken_back_in_all_its_fields_and_that_is_written_down()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => (row.Age, row.Interests, row.PurchaseHistory) = (34, ["hiking"], [new() { Item = "Kettle", PriceCents = 990 }]));
        var edit = await ChangeAsync(id, row => (row.Age, row.Interests, row.PurchaseHistory, row.Gender) = (null, [], [new() { Item = "Mug" }], "F"));

        Assert.Equal(new UndoOutcome.Undone(Subjects.Customer, id), await UndoAsync(edit));

        var restored = await database.CustomerAsync(id);
        Assert.Equal((34, null), (restored.Age, restored.Gender));
        Assert.Equal(["hiking"], restored.Interests);
        Assert.Equal(("Kettle", 990L), (Assert.Single(restored.PurchaseHistory).Item, restored.PurchaseHistory[0].PriceCents!.Value));
        var newest = await NewestAsync(Subjects.Customer, id);
        Assert.Equal(("customer.update", edit), (newest.Entry.Action, newest.Entry.Undoes));
    }

    [Fact]
    public async Task An_undo_can_itself_be_taken_back()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);
        await UndoAsync(await ChangeAsync(id, row => row.Age = 30));

        Assert.IsType<UndoOutcome.Undone>(await UndoAsync((await NewestAsync(Subjects.Customer, id)).Entry.Sequence));

        Assert.Equal(30, (await database.CustomerAsync(id)).Age);
    }

    [Fact]
    public async Task A_later_change_of_a_field_is_named_and_kept()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => (row.Age, row.Gender) = (20, "F"));
        var edit = await ChangeAsync(id, row => (row.Age, row.Gender) = (30, "M"));
        await ChangeAsync(id, row => row.Age = 40);

        var conflict = Assert.IsType<UndoOutcome.Conflict>(await UndoAsync(edit));

        Assert.Equal(["age"], conflict.Fields);
        var kept = await database.CustomerAsync(id);
        Assert.Equal((40, "M"), (kept.Age, kept.Gender));
    }

    [Fact]
    public async Task A_later_change_of_another_field_does_not_hinder()
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);
        var edit = await ChangeAsync(id, row => row.Age = 30);
        await ChangeAsync(id, row => row.Gender = "M");

        Assert.IsType<UndoOutcome.Undone>(await UndoAsync(edit));

        var row = await database.CustomerAsync(id);
        Assert.Equal((20, "M"), (row.Age, row.Gender));
    }

    [Fact]
    public async Task A_deletion_is_taken_back_while_there_is_time_and_not_after()
    {
        database.Require();
        var now = database.Time.GetUtcNow();
        var (young, old) = (await database.AddCustomerAsync(), await database.AddCustomerAsync());
        var recent = await ChangeAsync(young, row => row.DeletedAt = now);
        var past = await ChangeAsync(old, row => row.DeletedAt = now.AddMinutes(-10));

        Assert.IsType<UndoOutcome.Undone>(await Undo.UndoAsync(TestDatabase.Tester, recent, now.AddMinutes(-10), Cancellation));
        Assert.IsType<UndoOutcome.Impossible>(await Undo.UndoAsync(TestDatabase.Tester, past, now.AddMinutes(-10), Cancellation));

        Assert.Null((await database.CustomerAsync(young)).DeletedAt);
    }

    [Fact]
    public async Task An_edit_of_an_item_is_taken_back()
    {
        database.Require();
        var id = await database.AddItemAsync();
        await using (var db = await database.OpenAsync())
        {
            var item = await db.Items.SingleAsync(row => row.Id == id, Cancellation);
            (item.Title, item.PriceCents, item.Tags, item.Active) = ("Pot", 1250, ["tea"], false);
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(new UndoOutcome.Undone(Subjects.Item, id), await UndoAsync((await NewestAsync(Subjects.Item, id)).Entry.Sequence));

        await using var after = await database.OpenAsync();
        var restored = await after.Items.SingleAsync(row => row.Id == id, Cancellation);
        Assert.Equal(("Kettle", null, true, 0), (restored.Title, restored.PriceCents, restored.Active, restored.Tags.Count));
    }

    [Fact]
    public async Task What_is_no_edit_cannot_be_taken_back()
    {
        database.Require();
        var id = await database.AddCustomerAsync();
        Assert.IsType<UndoOutcome.Impossible>(await UndoAsync((await NewestAsync(Subjects.Customer, id)).Entry.Sequence));
        Assert.IsType<UndoOutcome.NotFound>(await UndoAsync(long.MaxValue));
    }

    [Theory]
    [InlineData(AccountRole.Operator)]
    [InlineData(AccountRole.Analyst)]
    public async Task Only_who_may_read_the_trail_takes_entries_back(AccountRole role)
    {
        database.Require();
        var id = await database.AddCustomerAsync(row => row.Age = 20);
        var edit = await ChangeAsync(id, row => row.Age = 30);
        var actor = new Actor(ActorKind.Account, 1, RoleRights.Of(role), ActionSource.Page, RequestId: null);

        await Assert.ThrowsAsync<RightMissingException>(() => Undo.UndoAsync(actor, edit, database.Time.GetUtcNow().AddDays(-1), Cancellation));

        Assert.Equal(30, (await database.CustomerAsync(id)).Age);
    }

    private Task<UndoOutcome> UndoAsync(long sequence) =>
        Undo.UndoAsync(TestDatabase.Tester, sequence, database.Time.GetUtcNow().AddMinutes(-10), Cancellation);

    private async Task<long> ChangeAsync(int id, Action<Customer> change)
    {
        await using var db = await database.OpenAsync();
        change(await db.Customers.IgnoreQueryFilters().SingleAsync(customer => customer.Id == id, Cancellation));
        await db.SaveChangesAsync(Cancellation);
        return (await NewestAsync(Subjects.Customer, id)).Entry.Sequence;
    }

    private async Task<AuditLine> NewestAsync(string kind, int id) => (await database.Services.GetRequiredService<AuditTrail>().PageAsync(
        TestDatabase.Tester, new AuditFilter { SubjectKind = kind, SubjectId = $"{id}" }, before: null, 1, Cancellation))[0];
}

public sealed class SqliteAuditUndoTests(SqliteDatabase database) : AuditUndoContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresAuditUndoTests(PostgresDatabase database) : AuditUndoContract(database), IClassFixture<PostgresDatabase>;
