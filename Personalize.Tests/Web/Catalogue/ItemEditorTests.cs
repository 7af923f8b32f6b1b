using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Audit;
using Personalize.Tests.Data;
using Personalize.Web.Catalogue;

namespace Personalize.Tests.Web.Catalogue;

public sealed class ItemEditorTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task An_item_is_known_even_when_the_caller_leaves_right_after_the_commit()
    {
        using var leaving = new CancellationTokenSource();
        using var items = new ItemDirectory(database.Contexts);
        var editor = new ItemEditor(new LeavingAfterCommit(database.Contexts, leaving), items);

        await editor.CreateAsync(TestDatabase.Tester, new ItemChange { Sku = "S-LEFT", Title = "Thing" }, leaving.Token);

        Assert.True(leaving.IsCancellationRequested);
        Assert.NotNull(items.FindBySku("S-LEFT"));
    }

    private sealed class LeavingAfterCommit(IDbContextFactory<PersonalizeDb> inner, CancellationTokenSource leaving) : IDbContextFactory<PersonalizeDb>
    {
        public PersonalizeDb CreateDbContext()
        {
            var db = inner.CreateDbContext();
            db.SavedChanges += (_, _) =>
            {
                // First the item, then its entry in the audit trail; the commit is all that follows.
                if (db.ChangeTracker.Entries<AuditEntry>().Any()) leaving.Cancel();
            };
            return db;
        }
    }
}
