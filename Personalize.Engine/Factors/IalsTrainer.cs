using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Factors;

/// <summary>Implicit alternating least squares: factors w and h with w·h near 1 where a customer touched an item, and near 0 elsewhere.</summary>
/// <remarks>
/// Loss Σ touched (1 - w·h)² + α0·Σ all (w·h)² + λ·Σ (n + α0·m)^ν·‖·‖² over customers and items alike. Touched counts, not how
/// much. Rows are solved one by one from the other side alone, so any parallelism gives the same bits. Kept are the items'
/// factors: a customer's are the exact solution of their own row, in training as ever after.
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class IalsTrainer : ITrainer<IalsModel>
{
    private const int BlockRows = 64;

    private readonly IalsSettings _settings;

    public IalsTrainer() : this(new IalsSettings())
    {
    }

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public IalsTrainer(IalsSettings settings) => _settings = settings.Validated();

    public IalsModel Train(TrainingSet data, long modelVersion, TrainingRun run)
    {
        var interactions = data.Interactions;
        var settings = _settings.For(interactions.ColumnCount);
        var customers = new FactorRows(interactions.RowCount, _settings.Factors);
        var items = Started(interactions.ColumnCount, run.Seed);
        for (var sweep = 1; sweep <= settings.Sweeps; sweep++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            HalfSweep(interactions, customers, Side(items, settings, sweep, run), run);
            var still = Side(customers, settings, sweep, run);
            HalfSweep(interactions.Transposed, items, still, run);
            run.Progress?.Report(new StageReport(
                IalsModel.ScorerName, (double)sweep / settings.Sweeps, ImplicitLoss.Of(interactions, still, Side(items, settings, sweep, run))));
        }
        return new IalsModel(Side(items, settings, settings.Sweeps, run), modelVersion);
    }

    private void HalfSweep(InteractionMatrix interactions, FactorRows moving, ImplicitRows still, TrainingRun run)
    {
        var blocks = (moving.Count + BlockRows - 1) / BlockRows;
        FixedBlocks.Run(blocks, run, () => new ImplicitRows.Workspace(moving.Stride), (block, workspace) =>
        {
            for (var row = block * BlockRows; row < Math.Min(moving.Count, (block + 1) * BlockRows); row++)
            {
                var touched = interactions.Row(row).Columns;
                if (_settings.GradientSteps == 0) still.Solve(touched, workspace, moving.Row(row));
                else still.Improve(touched, workspace, moving.Row(row));
            }
        });
    }

    private static ImplicitRows Side(FactorRows rows, IalsSettings settings, int sweep, TrainingRun run)
    {
        var side = ImplicitRows.Of(rows, settings, run);
        var trace = 0d;
        for (var at = 0; at < rows.Stride; at++) trace += side.Gram[at * (rows.Stride + 1)];
        return double.IsFinite(trace) ? side : throw new TrainingDivergedException(IalsModel.ScorerName, sweep, trace);
    }

    // Normal with variance 0.01 / k, so that first products are near 0.
    private FactorRows Started(int count, int seed)
    {
        var random = RandomStream.Of(seed, RandomUse.ImplicitFactors, 0);
        var rows = new FactorRows(count, _settings.Factors);
        var deviation = 0.1 / Math.Sqrt(_settings.Factors);
        for (var row = 0; row < count; row++)
        {
            foreach (ref var value in rows.Row(row)[.._settings.Factors]) value = (float)(deviation * Normal(random));
        }
        return rows;
    }

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
