using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>The mean prediction of many factorisations, each as likely as the ratings make it.</summary>
/// <remarks>What one factorisation overfits the others do not, so the mean predicts better than the best of them.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class BayesianModel : IRatingModel
{
    public const string ModelName = "bayesian";

    private readonly RatingSet _data;
    private readonly IReadOnlyList<BayesianDraw> _draws;

    internal BayesianModel(RatingSet data, IReadOnlyList<BayesianDraw> draws) => (_data, _draws) = (data, draws);

    public string Name => ModelName;

    /// <summary>The mean over the draws of each one's prediction on the scale.</summary>
    public double Predict(int customer, int item)
    {
        if (_draws.Count == 0) return _data.Mean;
        var sum = 0d;
        foreach (var draw in _draws) sum += _data.OnScale(_data.Mean + draw.DeviationOf(customer, item));
        return sum / _draws.Count;
    }
}

/// <summary>One draw of all parameters. A row holds the factors and, as its last number, the deviation from the mean.</summary>
internal sealed record BayesianDraw(FactorRows Customers, FactorRows Items)
{
    /// <summary>b_u + b_i + p·q, as far as customer and item are known.</summary>
    public double DeviationOf(int customer, int item)
    {
        var knowsCustomer = customer >= 0 && customer < Customers.Count;
        var knowsItem = item >= 0 && item < Items.Count;
        var factors = Customers.Width - 1;
        var sum = 0d;
        if (knowsCustomer) sum += Customers.Row(customer)[factors];
        if (knowsItem) sum += Items.Row(item)[factors];
        if (!knowsCustomer || !knowsItem) return sum;
        // The products of the deviations themselves do not belong to it.
        return sum + RowQuads.Dot(Customers.Row(customer), Items.Row(item)) - (double)Customers.Row(customer)[factors] * Items.Row(item)[factors];
    }

    public BayesianDraw Copy() => new(Copy(Customers), Copy(Items));

    private static FactorRows Copy(FactorRows rows)
    {
        var copy = new FactorRows(rows.Count, rows.Width);
        rows.Values.CopyTo(copy.Values, 0);
        return copy;
    }
}
