using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ratings;

/// <summary>What the baseline expects, and how far the nearest neighbours' ratings are from what it expects of them: b_ui + Σ s(r − b) / Σ|s|.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class RatingNeighbourModel : IRatingModel
{
    public const string CustomersName = "rating-user-knn";
    public const string ItemsName = "rating-item-knn";

    private readonly RatingSet _data;
    private readonly BaselineModel _baseline;
    private readonly float[][] _alike;
    private readonly RatingNeighbourSettings _settings;

    internal RatingNeighbourModel(RatingSet data, BaselineModel baseline, float[][] alike, RatingNeighbourSettings settings) =>
        (_data, _baseline, _alike, _settings) = (data, baseline, alike, settings);

    public string Name => _settings.Side == RatingSide.Customers ? CustomersName : ItemsName;

    /// <summary>Whose neighbours are unknown is as the baseline has it. O(ratings of the item), or of the customer.</summary>
    public double Predict(int customer, int item)
    {
        var expected = _baseline.Expect(customer, item);
        if (customer < 0 || customer >= _data.CustomerCount || item < 0 || item >= _data.ItemCount) return _data.OnScale(expected);
        var ofCustomers = _settings.Side == RatingSide.Customers;
        var offered = ofCustomers ? _data.OfItem(item) : _data.OfCustomer(customer);
        var own = ofCustomers ? customer : item;
        var nearest = new TopK(Math.Min(_settings.Neighbours, offered.Count));
        for (var at = 0; at < offered.Count; at++)
        {
            if (LikenessOf(own, offered.Others[at]) is > 0 and var likeness) nearest.Offer(at, likeness);
        }
        var (weights, deviations) = (new List<double>(), new List<double>());
        foreach (var (at, likeness) in nearest.ToSorted())
        {
            var other = offered.Others[at];
            weights.Add(likeness);
            deviations.Add(offered.Values[at] - (ofCustomers ? _baseline.Expect(other, item) : _baseline.Expect(customer, other)));
        }
        return _data.OnScale(WeightedAverage(expected, weights, deviations));
    }

    /// <summary>centre + Σ s·d / Σ|s|: the specification's weighted average, of deviations, so that a strict neighbour's 3 is praise.</summary>
    /// <param name="centre">What is expected without neighbours.</param>
    /// <param name="likeness">s, of any sign.</param>
    /// <param name="deviations">d, how far each neighbour's rating is from what was expected of it; as many.</param>
    /// <returns>The centre where all likeness is 0.</returns>
    public static double WeightedAverage(double centre, IReadOnlyList<double> likeness, IReadOnlyList<double> deviations)
    {
        var (sum, total) = (0d, 0d);
        for (var at = 0; at < likeness.Count; at++)
        {
            sum += likeness[at] * deviations[at];
            total += Math.Abs(likeness[at]);
        }
        return total == 0 ? centre : centre + sum / total;
    }

    /// <summary>Symmetric; 0 for a row and itself.</summary>
    internal float LikenessOf(int one, int other) => one == other ? 0 : one > other ? _alike[one][other] : _alike[other][one];
}
