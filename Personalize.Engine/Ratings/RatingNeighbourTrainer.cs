using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>User-user and item-item neighbourhoods by Pearson correlation over shared ratings, shrunk where they are few.</summary>
/// <remarks>
/// Resnick and others (1994); with the deviations from the baseline in place of those from the mean, Koren, "Factor in the
/// neighbors" (2010). Means are over the shared ratings. O(Σ n²) over the ratings of each item, or of each customer.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class RatingNeighbourTrainer : IRatingTrainer<RatingNeighbourModel>
{
    private readonly RatingNeighbourSettings _settings;

    /// <param name="settings">Of customers or of items.</param>
    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public RatingNeighbourTrainer(RatingNeighbourSettings settings) => _settings = settings.Validated();

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more customers, or items, than <see cref="RatingNeighbourSettings.MostRows"/>.</exception>
    public RatingNeighbourModel Train(RatingSet data, TrainingRun run)
    {
        var ofCustomers = _settings.Side == RatingSide.Customers;
        var count = ofCustomers ? data.CustomerCount : data.ItemCount;
        if (count > _settings.MostRows)
        {
            throw new ArgumentException(
                $"{count} {(ofCustomers ? "customers" : "items")} need {2d * count * count / 1e9:F1} GB, and {nameof(_settings.MostRows)} is {_settings.MostRows}. Raise it or train factors, which need far less.",
                nameof(data));
        }
        var baseline = new BaselineTrainer().Train(data, run);
        var alike = new float[count][];
        FixedBlocks.Run(count, run, () => new PearsonSums[count], (row, sums) => alike[row] = Correlate(row, sums, data, baseline));
        return new RatingNeighbourModel(data, baseline, alike, _settings);
    }

    /// <returns>The likeness of a row to each row before it; 0 where it is not known.</returns>
    private float[] Correlate(int row, PearsonSums[] sums, RatingSet data, BaselineModel baseline)
    {
        Array.Clear(sums, 0, row);
        var own = RowOf(data, row);
        for (var at = 0; at < own.Count; at++)
        {
            var shared = own.Others[at];
            var x = ValueOf(row, shared, own.Values[at]);
            var theirs = OthersOf(data, shared);
            for (var other = 0; other < theirs.Count; other++)
            {
                if (theirs.Others[other] is var number && number < row) sums[number].Add(x, ValueOf(number, shared, theirs.Values[other]));
            }
        }
        var alike = new float[row];
        for (var other = 0; other < row; other++)
        {
            if (sums[other].Count >= _settings.LeastShared)
                alike[other] = (float)Pearson.Shrunk(sums[other].Correlation, sums[other].Count, _settings.Shrinkage);
        }
        return alike;

        double ValueOf(int one, int shared, float rating) => _settings.Correlated == CorrelatedValues.Ratings ? rating
            : rating - (_settings.Side == RatingSide.Customers ? baseline.Expect(one, shared) : baseline.Expect(shared, one));
    }

    private RatingRow RowOf(RatingSet data, int number) => _settings.Side == RatingSide.Customers ? data.OfCustomer(number) : data.OfItem(number);

    private RatingRow OthersOf(RatingSet data, int number) => _settings.Side == RatingSide.Customers ? data.OfItem(number) : data.OfCustomer(number);
}
