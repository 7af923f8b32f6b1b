using Personalize.Benchmarks.Evaluate;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Factors;

namespace Personalize.Benchmarks.Speed;

/// <summary>Trainings whose cost is arithmetic: the limit is their multiply-adds at the pace of the registers.</summary>
internal static class FactorSpeed
{
    public static SpeedCase Ease(SpeedOptions options)
    {
        var asked = options.Settings.For<EaseSettings>("ease");
        // One inverse, as the peer is measured; left to choose, the training makes several.
        var settings = asked.Regularisation > 0 ? asked : asked with { Regularisation = 500 };
        var train = RankingFiles.Read(options.DataFile, options.DataFile).Fold.Train;
        var trainer = new EaseTrainer(settings);
        double items = train.Items.Count;
        // A symmetric inverse takes m³ operations, and a multiply-add is two.
        var multiplyAdds = items * items * items / 2;
        return new SpeedCase(
            $"{items:N0} items, {train.Interactions.EntryCount:N0} pairs",
            () => trainer.Train(train, 1, options.Run),
            () => Bare.MultiplyingAndAdding(multiplyAdds, options.Threads),
            "the operations of one symmetric inverse, on values in registers");
    }

    public static SpeedCase Als(SpeedOptions options)
    {
        var settings = options.Settings.For<AlsDefaults>("als").Settings;
        var train = RankingFiles.Read(options.DataFile, options.DataFile).Fold.Train;
        // Both sides share what is turned over once, as the peers are given both.
        var (entries, rows) = ((double)train.Interactions.EntryCount, (double)train.Customers.Count + train.Interactions.Transposed.RowCount);
        var trainer = new IalsTrainer(settings);
        double k = settings.Factors;
        // Gradients: every step, and the first residual, meets each entry twice and the shared matrix once. Exact: half a Gram matrix per entry, a Cholesky per row.
        var perSweep = settings.GradientSteps > 0
            ? (settings.GradientSteps + 1) * (2 * 2 * entries * k + rows * k * k)
            : entries * k * k + rows * k * k * k / 6;
        return new SpeedCase(
            $"{k:N0} factors, {settings.Sweeps} sweeps, {settings.GradientSteps} gradient steps, {entries:N0} pairs, {rows:N0} rows",
            () => trainer.Train(train, 1, options.Run),
            () => Bare.MultiplyingAndAdding(settings.Sweeps * perSweep, options.Threads),
            "the operations of all sweeps, on values in registers");
    }

    /// <summary>As the peer is measured.</summary>
    private sealed record AlsDefaults
    {
        public int Factors { get; init; } = 64;
        public int Sweeps { get; init; } = 15;
        public int GradientSteps { get; init; } = new IalsSettings().GradientSteps;

        public IalsSettings Settings => new() { Factors = Factors, Sweeps = Sweeps, GradientSteps = GradientSteps };
    }
}
