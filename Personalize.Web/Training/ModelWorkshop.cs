using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Data.Models;
using Personalize.Engine;
using Personalize.Web.Live;

namespace Personalize.Web.Training;

/// <summary>Trains from the tables with the engine, at half the cores, and keeps the results in files.</summary>
internal sealed class ModelWorkshop(
    IDbContextFactory<PersonalizeDb> databases, EngagementRules engagement, ModelFolder folder, TimeProvider time) : IModelWorkshop
{
    private const int Seed = 20_250_101;

    private static readonly ModelSettings Settings = ModelSettings.Default;

    private readonly ModelSetTrainer _trainer = new(Settings);

    // Its settings have another digest, so that a restart knows a draft for what it is.
    private readonly ModelSetTrainer _quick = new(Settings with { FewestPairs = ModelSettings.NoNumberOfPairs, FewestPairsForFactors = ModelSettings.NoNumberOfPairs });

    public async Task<DataMark> MarkAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var customers = await db.Customers.MaxAsync(customer => (DateTimeOffset?)customer.UpdatedAt, cancellation);
        var items = await db.Items.MaxAsync(item => (DateTimeOffset?)item.UpdatedAt, cancellation);
        return new DataMark(
            await db.Customers.CountAsync(cancellation),
            await db.Items.CountAsync(cancellation),
            await db.Activities.MaxAsync(activity => (long?)activity.Sequence, cancellation) ?? 0,
            new[] { customers, items }.Max() ?? DateTimeOffset.MinValue);
    }

    public async Task<LoadedModels?> LoadServingAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var row in await Served(db).Take(ModelFolder.Kept + 1).ToListAsync(cancellation))
        {
            if (Load(row) is not { } set) continue;
            var newest = await db.ModelVersions.AsNoTracking().OrderByDescending(model => model.Version).FirstAsync(cancellation);
            var isCurrent = newest.SettingsDigest == Settings.Digest && await IsCurrentAsync(db, newest, cancellation);
            return new LoadedModels(await PublishableAsync(db, set, cancellation), row.Reason, isCurrent);
        }

        return null;
    }

    public async Task<PublishedModels?> LoadAsync(long version, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.ModelVersions.AsNoTracking().FirstOrDefaultAsync(model => model.Version == version, cancellation);
        return row is not null && Load(row) is { } set ? await PublishableAsync(db, set, cancellation) : null;
    }

    public async Task<JudgedModels> TrainAsync(
        string reason, TrainingDepth depth, IProgress<StageReport> progress, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var decay = await engagement.DecayAsync(cancellation);
        // Before reading: what is recorded while it reads and trains counts as news after a restart.
        var readAt = time.GetUtcNow();
        var data = await TrainingData.ReadAsync(db, Settings, decay, readAt, cancellation);
        var version = (await db.ModelVersions.MaxAsync(model => (long?)model.Version, cancellation) ?? 0) + 1;

        var run = new TrainingRun(Seed, Math.Max(1, Environment.ProcessorCount / 2), progress, cancellation);
        var isDraft = depth == TrainingDepth.Quick && data.Input.Activities.Interactions.EntryCount >= Settings.FewestPairs;
        var trainer = isDraft ? _quick : _trainer;
        var (set, trial) = await OnOwnThreadAsync(() => trainer.TrainAndTry(data.Input, version, readAt, run));
        var served = await Served(db).ToListAsync(cancellation);
        var serving = served.FirstOrDefault();
        var promotion = Promotion.Decide(
            new(set.Customers.Count, set.Items.Count, set.TrainedAt, trial),
            serving is null ? null : new(serving.Customers, serving.Items, serving.TrainedAt, TrialJson.Read(serving.Trial)));
        progress.Report(new StageReport("saving", 1));
        folder.Save(set, serving?.Version ?? 0, [.. served.Select(row => row.Version)]);
        db.ModelVersions.Add(new ModelVersion
        {
            Version = version,
            TrainedAt = set.TrainedAt,
            AsOf = set.AsOf,
            Customers = set.Customers.Count,
            Items = set.Items.Count,
            Activities = data.Activities,
            DurationSeconds = time.GetElapsedTime(start).TotalSeconds,
            Reason = reason,
            SettingsDigest = set.Settings.Digest,
            ServedSince = promotion.Serves ? time.GetUtcNow() : null,
            Verdict = promotion.Why,
            Trial = TrialJson.Write(trial),
        });
        await db.SaveChangesAsync(cancellation);
        return new JudgedModels(Publishable(set, data.ItemIds) with { IsDraft = isDraft }, promotion);
    }

    // The row tells that the file belongs to this database and not to one that was here before.
    private ModelSet? Load(ModelVersion row) =>
        folder.Load(row.Version) is { } set && (row.TrainedAt - set.TrainedAt).Duration() <= TimeSpan.FromSeconds(1) ? set : null;

    private static IQueryable<ModelVersion> Served(PersonalizeDb db) =>
        db.ModelVersions.AsNoTracking().Where(model => model.ServedSince != null).OrderByDescending(model => model.ServedSince);

    // Seconds of arithmetic: a pool thread would be missing for requests.
    private static Task<TrainedModels> OnOwnThreadAsync(Func<TrainedModels> train) => Task.Factory.StartNew(
        train, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // Activities are counted as well as dated: one that was recorded before the reading may have been committed after it.
    private static async Task<bool> IsCurrentAsync(PersonalizeDb db, ModelVersion row, CancellationToken cancellation) =>
        row.Customers == await db.Customers.CountAsync(cancellation)
        && row.Items == await db.Items.CountAsync(cancellation)
        && row.Activities == await db.TrainingRowCountAsync(row.TrainedAt, cancellation)
        && !await db.Activities.AnyAsync(activity => activity.RecordedAt > row.TrainedAt, cancellation)
        && !await db.Customers.AnyAsync(customer => customer.UpdatedAt > row.TrainedAt, cancellation)
        && !await db.Items.AnyAsync(item => item.UpdatedAt > row.TrainedAt, cancellation);

    private static async Task<PublishedModels> PublishableAsync(PersonalizeDb db, ModelSet set, CancellationToken cancellation)
    {
        var idsBySku = await db.Items.ToDictionaryAsync(item => item.Sku, item => item.Id, StringComparer.Ordinal, cancellation);
        return Publishable(
            set, [.. Enumerable.Range(0, set.Items.Count).Select(number => idsBySku.GetValueOrDefault(set.Items.IdOf(number)))]);
    }

    private static PublishedModels Publishable(ModelSet set, IReadOnlyList<int> itemIds)
    {
        var numbers = new Dictionary<int, int>(itemIds.Count);
        for (var number = 0; number < itemIds.Count; number++)
        {
            if (itemIds[number] != 0) numbers[itemIds[number]] = number;
        }

        return new PublishedModels(set, itemIds, numbers);
    }
}
