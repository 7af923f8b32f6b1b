using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>One pass over all ratings, diagonal by diagonal.</summary>
internal sealed class SgdEpoch
{
    private readonly RatingGrid _grid;
    private readonly SgdSettings _settings;
    private readonly float _mean;
    private readonly float[] _customerShrink;
    private readonly float[] _itemShrink;

    public SgdEpoch(RatingSet data, RatingGrid grid, SgdSettings settings)
    {
        (_grid, _settings) = (grid, settings);
        _mean = settings.Deviations ? (float)data.Mean : 0;
        _customerShrink = Shrinks(data.CustomerCount, customer => data.OfCustomer(customer).Count, settings.CustomerRegularisation);
        _itemShrink = Shrinks(data.ItemCount, item => data.OfItem(item).Count, settings.ItemRegularisation);
    }

    /// <summary>Moves the state by every rating once.</summary>
    /// <param name="number">Epoch, from 0; it decides on the order of the diagonals.</param>
    /// <returns>Σ e², each error from before its step.</returns>
    public double Run(SgdState state, int number, float rate, TrainingRun run)
    {
        var diagonals = new int[RatingGrid.Side];
        for (var diagonal = 0; diagonal < diagonals.Length; diagonal++) diagonals[diagonal] = diagonal;
        RandomStream.Of(run.Seed, RandomUse.RatingOrder, number).Shuffle(diagonals);
        var losses = new double[RatingGrid.Side];
        foreach (var diagonal in diagonals)
        {
            FixedBlocks.Run(RatingGrid.Side, run, lane => losses[lane] += Descend(state, _grid.Cell(diagonal, lane), rate));
        }
        var sum = 0d;
        foreach (var loss in losses) sum += loss;
        return sum;
    }

    private double Descend(SgdState state, Range cell, float rate)
    {
        var customers = _grid.Customers.AsSpan(cell);
        var items = _grid.Items.AsSpan(cell);
        var values = _grid.Values.AsSpan(cell);
        var deviationShrink = (float)_settings.DeviationRegularisation;
        var loss = 0d;
        for (var at = 0; at < values.Length; at++)
        {
            var (customer, item) = (customers[at], items[at]);
            var (customerShrink, itemShrink) = (_customerShrink[customer], _itemShrink[item]);
            var (b, c) = (state.CustomerDeviations[customer], state.ItemDeviations[item]);
            var error = SgdStep.Move(state.Customers.Row(customer), state.Items.Row(item), values[at] - _mean - b - c, rate, customerShrink, itemShrink);
            loss += (double)error * error;
            if (!_settings.Deviations) continue;
            state.CustomerDeviations[customer] = b + rate * (error - deviationShrink * customerShrink * b);
            state.ItemDeviations[item] = c + rate * (error - deviationShrink * itemShrink * c);
        }
        return loss;
    }

    private float[] Shrinks(int count, Func<int, int> ratingsOf, double regularisation)
    {
        var shrinks = new float[count];
        for (var number = 0; number < count; number++)
        {
            var scale = _settings.Penalty == PenaltyScale.Constant ? 1 : Math.Sqrt(Math.Max(1, ratingsOf(number)));
            shrinks[number] = (float)(regularisation / scale);
        }
        return shrinks;
    }
}
