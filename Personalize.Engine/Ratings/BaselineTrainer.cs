using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>Learns how far customers and items lie from the mean: b_i = Σ(r − μ − b_u) / (λ_i + n_i), b_u = Σ(r − μ − b_i) / (λ_u + n_u), in turn.</summary>
/// <remarks>Koren, "Factor in the neighbors" (2010), section 2.1. O(rounds · ratings).</remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class BaselineTrainer : IRatingTrainer<BaselineModel>
{
    private readonly BaselineSettings _settings;

    public BaselineTrainer() : this(new BaselineSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public BaselineTrainer(BaselineSettings settings) => _settings = settings.Validated();

    public BaselineModel Train(RatingSet data, TrainingRun run)
    {
        var (customers, items) = (new double[data.CustomerCount], new double[data.ItemCount]);
        for (var round = 0; round < _settings.Rounds; round++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            for (var item = 0; item < items.Length; item++)
                items[item] = Deviation(data.OfItem(item), customers, data.Mean, _settings.ItemDamping);
            for (var customer = 0; customer < customers.Length; customer++)
                customers[customer] = Deviation(data.OfCustomer(customer), items, data.Mean, _settings.CustomerDamping);
        }
        return new BaselineModel(data, customers, items);
    }

    private static double Deviation(RatingRow row, double[] others, double mean, double damping)
    {
        if (row.Count == 0) return 0;
        var sum = 0d;
        for (var at = 0; at < row.Count; at++) sum += row.Values[at] - mean - others[row.Others[at]];
        return sum / (damping + row.Count);
    }
}
