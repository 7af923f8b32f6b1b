namespace Personalize.Engine.Ratings;

/// <summary>μ + b_u + b_i: how generous the customer is and how liked the item. Knows nothing of taste.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class BaselineModel : IRatingModel
{
    public const string ModelName = "baseline";

    private readonly RatingSet _data;
    private readonly double[] _customers;
    private readonly double[] _items;

    internal BaselineModel(RatingSet data, double[] customers, double[] items) => (_data, _customers, _items) = (data, customers, items);

    public string Name => ModelName;

    public double Predict(int customer, int item) => _data.OnScale(Expect(customer, item));

    /// <summary>The sum itself, which may lie beyond the scale.</summary>
    internal double Expect(int customer, int item) => _data.Mean + DeviationOf(_customers, customer) + DeviationOf(_items, item);

    private static double DeviationOf(double[] deviations, int number) => number >= 0 && number < deviations.Length ? deviations[number] : 0;
}
