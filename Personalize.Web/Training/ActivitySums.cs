using Personalize.Engine.Engagement;
using Personalize.Engine.Interactions;

namespace Personalize.Web.Training;

/// <summary>Decayed sums over the activities, relative to the newest one, so that old data ranks as it did in its day.</summary>
internal sealed class ActivitySums(int customers, int items, DateTimeOffset asOf)
{
    private readonly InteractionMatrixBuilder _interactions = new(customers, items);
    private readonly double[] _popularity = new double[items];

    /// <summary>λ of a half-life of 14 days.</summary>
    public static double RatePerDay { get; } = Math.Log(2) / TrainingData.PopularityHalfLifeDays;

    public long Count { get; private set; }

    /// <summary>
    /// Decayed number of activities of each item, whatever their kind: times <see cref="RatePerDay"/> it is the number of
    /// activities a day that people are told.
    /// </summary>
    public IReadOnlyList<double> Popularity => _popularity;

    public void Add(int customer, int item, ActivityKind kind, DateTimeOffset at)
    {
        var remaining = Math.Exp(-RatePerDay * (asOf - at).TotalDays);
        _interactions.Add(customer, item, ActivityWeights.Specification.Of(kind) * remaining);
        _popularity[item] += remaining;
        Count++;
    }

    public InteractionMatrix Interactions() => _interactions.Build();
}
