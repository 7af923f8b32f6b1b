using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Models;
using Personalize.Web.Training;

namespace Personalize.Web.Models;

/// <summary>All trainings with what was measured, and the switch between them.</summary>
/// <remarks>The next training serves in its turn when it is not surely worse than what serves then.</remarks>
internal sealed class ModelRegistry(
    IDbContextFactory<PersonalizeDb> databases, IModelWorkshop workshop, ModelFolder folder, ModelHolder holder, TimeProvider clock)
{
    /// <summary>Older trainings are not listed.</summary>
    public const int Most = 50;

    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<ModelRow>> ListAsync(Actor actor, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageModels);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.ModelVersions.AsNoTracking().OrderByDescending(row => row.Version).Take(Most).ToListAsync(cancellation);
        var serving = holder.Current?.Set.Version;
        return [.. rows.Select(row => RowOf(row) with { Serves = row.Version == serving })];
    }

    /// <summary>Puts a version in service at once, also an older one.</summary>
    public async Task<ServeOutcome> ServeAsync(Actor actor, long version, CancellationToken cancellation)
    {
        actor.Demand(Right.ManageModels);
        var before = holder.Current?.Set.Version;
        if (before == version)
            return ServeOutcome.ServesAlready;
        if (await workshop.LoadAsync(version, cancellation) is not { } models)
            return ServeOutcome.Gone;
        var now = clock.GetUtcNow();
        await using (var db = await databases.OpenAsync(actor, cancellation))
        {
            await using var transaction = await db.BeginWriteAsync(cancellation);
            await db.ModelVersions.Where(row => row.Version == version)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.ServedSince, now), cancellation);
            await db.NoteAsync(
                [
                    new AuditNote("model.serve", Subjects.Model, version.ToString(CultureInfo.InvariantCulture))
                    {
                        Changes = [FieldChange.Of("serving", before, version)],
                    },
                ], cancellation);
            await transaction.CommitAsync(cancellation);
        }

        // What is stored must also serve, whether or not the page is still open.
        holder.Publish(models);
        return ServeOutcome.Served;
    }

    private ModelRow RowOf(ModelVersion row) => new(
        row.Version, row.TrainedAt, row.AsOf, row.Customers, row.Items, row.Activities, TimeSpan.FromSeconds(row.DurationSeconds), row.Reason,
        row.ServedSince, row.Verdict, TrialJson.Read(row.Trial), folder.Has(row.Version));
}
