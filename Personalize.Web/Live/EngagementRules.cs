using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Engine.Engagement;

namespace Personalize.Web.Live;

/// <summary>What an activity adds to a customer's engagement, under the decay the database was made with.</summary>
internal sealed class EngagementRules(IDbContextFactory<PersonalizeDb> databases)
{
    private ForwardDecay? _decay;

    public ActivityWeights Weights { get; } = ActivityWeights.Specification;

    /// <summary>The one decay of this database; read once, it changes only with a migration.</summary>
    public async ValueTask<ForwardDecay> DecayAsync(CancellationToken cancellation)
    {
        if (_decay is { } known) return known;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var setting = await db.DecaySettings.AsNoTracking().SingleAsync(row => row.Id == DecaySetting.OnlyId, cancellation);
        var decay = setting.ToForwardDecay();
        _decay = decay;
        return decay;
    }

}
