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
    /// <param name="pace">What the rates of the settings are multiplied by.</param>
    /// <returns>Σ e², each error from before its step.</returns>
    public double Run(SgdState state, int number, double pace, TrainingRun run)
    {
        var diagonals = new int[RatingGrid.Side];
        for (var diagonal = 0; diagonal < diagonals.Length; diagonal++) diagonals[diagonal] = diagonal;
        RandomStream.Of(run.Seed, RandomUse.RatingOrder, number).Shuffle(diagonals);
        var losses = new double[RatingGrid.Side];
        foreach (var diagonal in diagonals)
        {
            FixedBlocks.Run(RatingGrid.Side, run, lane => losses[lane] += Descend(state, _grid.Cell(diagonal, lane), pace));
        }
        var sum = 0d;
        foreach (var loss in losses) sum += loss;
        return sum;
    }

    private double Descend(SgdState state, Range cell, double pace)
    {
        var customers = _grid.Customers.AsSpan(cell);
        var items = _grid.Items.AsSpan(cell);
        var values = _grid.Values.AsSpan(cell);
        var (rate, slowing) = ((float)(_settings.LearningRate * pace), _settings.Steps == StepRule.SlowingPerRow);
        var perFactor = 1f / _settings.Factors;
        var deviationRate = _settings.Deviations ? (float)(_settings.DeviationRate * pace) : 0;
        var deviationShrink = (float)_settings.DeviationRegularisation;
        var loss = 0d;
        for (var at = 0; at < values.Length; at++)
        {
            var (customer, item) = (customers[at], items[at]);
            var (customerShrink, itemShrink) = (_customerShrink[customer], _itemShrink[item]);
            var p = state.Customers.Row(customer);
            var q = state.Items.Row(item);
            ref var b = ref state.CustomerDeviations[customer];
            ref var c = ref state.ItemDeviations[item];
            var products = SgdStep.Products(p, q);
            var error = values[at] - _mean - b - c - products.Cross;
            var (customerRate, itemRate) = (rate, rate);
            if (slowing)
            {
                customerRate /= MathF.Sqrt(state.CustomerSteepness[customer] += products.CustomerSteepness(error, customerShrink) * perFactor);
                itemRate /= MathF.Sqrt(state.ItemSteepness[item] += products.ItemSteepness(error, itemShrink) * perFactor);
            }
            SgdStep.Move(p, q, error, customerRate, customerShrink, itemRate, itemShrink);
            b += deviationRate * (error - deviationShrink * customerShrink * b);
            c += deviationRate * (error - deviationShrink * itemShrink * c);
            loss += (double)error * error;
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
