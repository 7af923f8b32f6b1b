using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Web.Catalogue;
using Personalize.Web.Hosting;
using Personalize.Web.Live;

namespace Personalize.Web.Demo;

/// <summary>Fills an empty database with the demo shop, through the same journal as everybody's activities.</summary>
internal sealed partial class DemoSeeder(
    IDbContextFactory<PersonalizeDb> databases,
    IActivityJournal journal,
    EngagementRules engagement,
    ItemDirectory items,
    IOptions<PersonalizeOptions> options,
    TimeProvider time,
    ILogger<DemoSeeder> log)
{
    private const int BatchSize = 4_000;
    private const string Source = "demo";

    /// <summary>Does nothing unless <c>Personalize:Demo:Enabled</c> is on and there is neither a customer nor an item.</summary>
    /// <remarks>Interrupted half-way, it leaves a smaller demo; delete the database to have it whole.</remarks>
    public async Task SeedIfEmptyAsync(CancellationToken cancellation)
    {
        if (options.Value.Demo.Enabled is not true || !await IsEmptyAsync(cancellation)) return;
        var start = time.GetTimestamp();
        var world = DemoWorld.Generate(DemoWorld.DefaultSeed, DemoSize.Default, time.GetUtcNow());
        await StoreAsync(world, cancellation);
        await items.ReloadAsync(cancellation);
        LogSeeded(world.Customers.Count, world.Items.Count, world.Activities.Count, time.GetElapsedTime(start).TotalSeconds);
    }

    internal async Task StoreAsync(DemoWorld world, CancellationToken cancellation)
    {
        await using (var db = await databases.OpenAsync(Actor.System(ActionSource.Job), cancellation))
        {
            db.AuditDetail = AuditDetail.NewOnesCounted;
            await using var transaction = await db.BeginWriteAsync(cancellation);
            db.Items.AddRange(world.Items.Select(item => item.Item));
            db.Customers.AddRange(world.Customers.Select(customer => customer.Customer));
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }

        var decay = await engagement.DecayAsync(cancellation);
        foreach (var batch in world.Activities.Chunk(BatchSize))
        {
            await journal.AppendAsync(
                [.. batch.Select(activity => new NewActivity(
                    activity.Id, world.Customers[activity.Customer].Customer.Id, world.Items[activity.Item].Item.Id,
                    activity.Kind, activity.Value, activity.Text, activity.At, RecordedAt: activity.At, Source,
                    decay.MassOf(engagement.Weights.Of(activity.Kind), activity.At)))],
                cancellation);
        }
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return !await db.Customers.IgnoreQueryFilters().AnyAsync(cancellation) && !await db.Items.AnyAsync(cancellation);
    }

    [LoggerMessage(600, LogLevel.Information,
        "Made a demo shop: {Customers} customers, {Items} items, {Activities} activities in {Seconds:0.0} s")]
    private partial void LogSeeded(int customers, int items, int activities, double seconds);
}
