using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Repeats;

/// <summary>The decayed occasions of everybody, and the customers whose are nearest by cosine.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
internal sealed class SimilarTastes(InteractionMatrix tastes, int neighbours)
{
    private readonly CustomerNeighbourScorer _customers = new(tastes, new CustomerNeighbourSettings { Neighbours = neighbours }, modelVersion: 0);

    /// <summary>Customers × items: <see cref="ItemHistory.Mass"/>.</summary>
    public InteractionMatrix Tastes => tastes;

    /// <summary>Everybody's tastes from everybody's events.</summary>
    public static InteractionMatrix Of(TrainingSet data, RepeatSettings settings)
    {
        var builder = new InteractionMatrixBuilder(data.Customers.Count, data.Items.Count);
        for (var customer = 0; customer < data.Events.CustomerCount; customer++)
        {
            var own = PersonalHistory.Of(data.Events.Of(customer), settings);
            for (var at = 0; at < own.Items.Length; at++) builder.Add(customer, own.Items[at], own.Histories[at].Mass);
        }
        return builder.Build();
    }

    /// <summary>The nearest customers, without the one who asks.</summary>
    /// <param name="customer">Number of the one who asks, or -1.</param>
    public RankedItem[] Nearest(int customer, PersonalHistory own) => _customers.Nearest(new RecommendationQuery
    {
        ModelVersion = 0,
        Customer = customer,
        Items = own.Items,
        Weights = Array.ConvertAll(own.Histories, static history => (float)history.Mass),
    });

    /// <summary>The mean taste of some customers, by item number.</summary>
    /// <param name="mean">Receives it; one value per item, all 0 for nobody.</param>
    public void Mean(RankedItem[] nearest, Span<double> mean)
    {
        mean.Clear();
        foreach (var (customer, _) in nearest)
        {
            var row = tastes.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) mean[row.Columns[at]] += row.Values[at];
        }
        foreach (ref var value in mean) value /= Math.Max(1, nearest.Length);
    }

    /// <returns>How many of them have the item, their mean similarity, and the item's mean taste.</returns>
    public (int Customers, double Similarity, double Mean) Having(RankedItem[] nearest, int item)
    {
        var (customers, similarities, sum) = (0, 0d, 0d);
        foreach (var (customer, similarity) in nearest)
        {
            var row = tastes.Row(customer);
            if (row.Columns.BinarySearch(item) is not (>= 0 and var at)) continue;
            customers++;
            similarities += similarity;
            sum += row.Values[at];
        }
        return (customers, customers == 0 ? 0 : similarities / customers, sum / Math.Max(1, nearest.Length));
    }
}
