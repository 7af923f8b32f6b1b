using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Engine.Engagement;

namespace Personalize.Web.Live;

/// <summary>What an activity adds to a customer's engagement, under the decay the database was made with.</summary>
internal sealed class EngagementRules(IDbContextFactory<PersonalizeDb> databases)
{
    // A reference, which is read and written whole: the decay itself is several words, and many threads ask.
    private Known? _known;

    public ActivityWeights Weights { get; } = ActivityWeights.Specification;

    /// <summary>The one decay of this database; read once, it changes only with a migration.</summary>
    public async ValueTask<ForwardDecay> DecayAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _known) is { } known) return known.Decay;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var setting = await db.DecaySettings.AsNoTracking().SingleAsync(row => row.Id == DecaySetting.OnlyId, cancellation);
        var decay = setting.ToForwardDecay();
        Volatile.Write(ref _known, new Known(decay));
        return decay;
    }

    private sealed record Known(ForwardDecay Decay);
}
