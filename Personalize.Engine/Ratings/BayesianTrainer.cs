using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.Distributions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>Bayesian matrix factorisation by Gibbs sampling: r ~ N(μ + b_u + b_i + p·q, 1/α), every parameter drawn given the others.</summary>
/// <remarks>
/// Salakhutdinov and Mnih (2008), with the deviations b as one more number of each row under the same prior, and
/// α ~ Gamma(1 + n/2, 1 + Σe²/2). O(sweeps · (ratings·k² + (customers + items)·k³/3)); memory: draws · (customers + items) · k floats.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class BayesianTrainer : IRatingTrainer<BayesianModel>
{
    private const int FewRatings = 200_000;

    private readonly BayesianSettings _settings;

    public BayesianTrainer() : this(new BayesianSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public BayesianTrainer(BayesianSettings settings)
    {
        if (settings.BurnIn >= settings.Sweeps)
            throw new ValidationException($"Burn-in is {settings.BurnIn} of {settings.Sweeps} sweeps; leave at least one to keep.");
        _settings = settings.Validated();
    }

    public BayesianModel Train(RatingSet data, TrainingRun run)
    {
        run.Cancellation.ThrowIfCancellationRequested();
        if (data.Count == 0) return new BayesianModel(data, []);
        var state = Start(data, run.Seed);
        var (precision, draws) = (1 / Math.Max(1e-6, MeanSquare(data, state, run)), new List<BayesianDraw>());
        for (var sweep = 0; sweep < _settings.Sweeps; sweep++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var random = RandomStream.Of(run.Seed, RandomUse.Bayesian, ~sweep);
            var whole = HalfSweep(state.Customers, state.Items, data.OfCustomer, 2 * sweep)
                && HalfSweep(state.Items, state.Customers, data.OfItem, 2 * sweep + 1);
            var loss = MeanSquare(data, state, run);
            if (!whole || !double.IsFinite(loss)) throw new TrainingDivergedException(BayesianModel.ModelName, sweep + 1, loss);
            precision = Gamma.Sample(random, 1 + data.Count / 2d, 1 + data.Count * loss / 2);
            if (IsKept(sweep)) draws.Add(state.Copy());
            run.Progress?.Report(new StageReport(BayesianModel.ModelName, (sweep + 1d) / _settings.Sweeps, loss));

            bool HalfSweep(FactorRows moving, FactorRows still, RowDraws.RatingsOf ratings, int stream) =>
                new RowDraws(still, data.Mean).Draw(moving, ratings, RowPrior.Draw(moving, random, run), precision, stream, run);
        }
        return new BayesianModel(data, draws);
    }

    // The kept ones end with the last sweep and stand as far apart as they can.
    private bool IsKept(int sweep)
    {
        var late = _settings.Sweeps - _settings.BurnIn;
        var gap = Math.Max(1, late / _settings.Draws);
        var before = _settings.Sweeps - 1 - sweep;
        return sweep >= _settings.BurnIn && before % gap == 0 && before / gap < _settings.Draws;
    }

    private BayesianDraw Start(RatingSet data, int seed)
    {
        var factors = _settings.Factors > 0 ? _settings.Factors : data.Count <= FewRatings ? 15 : 31;
        return new BayesianDraw(Noise(data.CustomerCount, 0), Noise(data.ItemCount, 1));

        // The last number of a row is the deviation from the mean.
        FactorRows Noise(int count, int side) => NoiseRows.Of(count, factors, 0.1, RandomStream.Of(seed, RandomUse.RatingFactors, side), further: 1);
    }

    private static double MeanSquare(RatingSet data, BayesianDraw state, TrainingRun run)
    {
        const int blockRows = 64;
        var sums = new double[(data.CustomerCount + blockRows - 1) / blockRows];
        FixedBlocks.Run(sums.Length, run, block =>
        {
            for (var customer = block * blockRows; customer < Math.Min(data.CustomerCount, (block + 1) * blockRows); customer++)
            {
                var row = data.OfCustomer(customer);
                for (var at = 0; at < row.Count; at++)
                {
                    var error = row.Values[at] - data.Mean - state.DeviationOf(customer, row.Others[at]);
                    sums[block] += error * error;
                }
            }
        });
        return sums.Sum() / data.Count;
    }
}
