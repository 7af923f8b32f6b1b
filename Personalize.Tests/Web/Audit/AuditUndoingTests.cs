using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Tests.Support;
using Personalize.Web.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Live.Limits;

namespace Personalize.Tests.Web.Audit;

public sealed class AuditUndoingTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    [Fact]
    public async Task Who_leaves_once_it_is_taken_back_leaves_no_old_catalogue_behind()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var items = new ItemDirectory(new LeftDatabases(app.Get<IDbContextFactory<PersonalizeDb>>(), leaving));
        var undoing = new AuditUndoing(app.Get<AuditUndo>(), app.Get<LiveState>(), items, app.Get<LimitsEditor>(), app.Get<TimeProvider>());
        var sequence = await RenameAsync("Tent", "Big tent");

        var outcome = await undoing.UndoAsync(PersonalizeApp.Tester, sequence, leaving.Token);

        Assert.IsType<UndoOutcome.Undone>(outcome);
        Assert.Equal("Tent", items.FindBySku("undone")?.Title);
    }

    private async Task<long> RenameAsync(string from, string to)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = await app.OpenDatabaseAsync();
        var item = new Item { Sku = "undone", Title = from };
        db.Items.Add(item);
        await db.SaveChangesAsync(cancellation);
        item.Title = to;
        await db.SaveChangesAsync(cancellation);
        return await db.AuditEntries.MaxAsync(entry => entry.Sequence, cancellation);
    }

    /// <summary>Whoever waits has left when the catalogue is read again.</summary>
    private sealed class LeftDatabases(IDbContextFactory<PersonalizeDb> inner, CancellationTokenSource leaving) : IDbContextFactory<PersonalizeDb>
    {
        public PersonalizeDb CreateDbContext() => inner.CreateDbContext();

        public async Task<PersonalizeDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await leaving.CancelAsync();
            return await inner.CreateDbContextAsync(cancellationToken);
        }
    }
}
