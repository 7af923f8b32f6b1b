using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Customers;
using Personalize.Data.Imports;
using Personalize.Web.Import.Sheets;

namespace Personalize.Web.Import.Running;

/// <summary>Chooses what becomes of a sheet's rows.</summary>
internal sealed class SheetTargets(
    IDbContextFactory<PersonalizeDb> contexts, EntityLookup lookup, CustomerUpsert upsert, IActivityJournal journal, TimeProvider clock)
{
    public async Task<ISheetTarget> ForAsync(ImportJob job, SheetLayout layout, CancellationToken cancellation)
    {
        if (layout.Kind == ImportKind.Users)
            return new UsersTarget(job, layout, upsert, lookup);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var decay = await db.DecaySettings.AsNoTracking().SingleAsync(setting => setting.Id == DecaySetting.OnlyId, cancellation);
        return new SalesTarget(job, layout, new SalesStores(contexts, lookup, journal, decay.ToForwardDecay(), clock));
    }
}
