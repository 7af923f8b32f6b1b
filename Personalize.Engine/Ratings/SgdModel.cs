using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>r̂ = μ + b_u + b_i + p·q, within the scale of the ratings it learnt from.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class SgdModel : IRatingModel
{
    public const string ModelName = "sgd";

    private readonly RatingSet _data;
    private readonly SgdState _state;
    private readonly double _mean;

    internal SgdModel(RatingSet data, SgdState state, double mean) => (_data, _state, _mean) = (data, state, mean);

    public string Name => ModelName;

    /// <summary>Who is unknown has no deviation and no taste: the rest of the sum stands.</summary>
    public double Predict(int customer, int item)
    {
        var knowsCustomer = customer >= 0 && customer < _state.CustomerDeviations.Length;
        var knowsItem = item >= 0 && item < _state.ItemDeviations.Length;
        var sum = _mean;
        if (knowsCustomer) sum += _state.CustomerDeviations[customer];
        if (knowsItem) sum += _state.ItemDeviations[item];
        if (knowsCustomer && knowsItem) sum += RowQuads.Dot(_state.Customers.Row(customer), _state.Items.Row(item));
        return _data.OnScale(sum);
    }
}
