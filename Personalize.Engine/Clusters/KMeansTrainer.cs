using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Text;

namespace Personalize.Engine.Clusters;

/// <summary>Groups customers by their interest vectors. Holds settings only, so one trainer may run many times.</summary>
/// <remarks>
/// Restarts run in parallel and each draws from its own stream; the best is chosen in order of number, so the result is
/// the same at any parallelism. Spherical: centres have length 1, and near means a small angle.
/// O(restarts · iterations · entries · k).
/// </remarks>
/// <threadsafety>Immutable; any number of trainings at once.</threadsafety>
public sealed class KMeansTrainer
{
    private readonly KMeansSettings _settings;

    /// <exception cref="ValidationException">A setting is out of range.</exception>
    public KMeansTrainer(KMeansSettings settings) => _settings = settings.Validated();

    /// <param name="points">One vector per customer, of any length; those of length 0 get the label -1.</param>
    /// <param name="dimension">Above every index of the points.</param>
    /// <returns>A model without clusters when no point has a direction.</returns>
    /// <exception cref="OperationCanceledException">Cancelled between iterations, or between two draws of a first centre.</exception>
    public ClusterModel Train(IReadOnlyList<SparseVector> points, int dimension, TrainingRun run)
    {
        var labels = new int[points.Count];
        Array.Fill(labels, -1);
        var placed = new List<int>();
        for (var point = 0; point < points.Count; point++)
        {
            if (points[point].Count > 0) placed.Add(point);
        }
        if (placed.Count == 0) return new ClusterModel(new Centroids(0, []), labels, inertia: 0, _settings.EntriesPerPoint);

        var best = BestOf(placed.ConvertAll(point => ClusterModel.Placed(points[point], _settings.EntriesPerPoint)), dimension, run);
        for (var at = 0; at < placed.Count; at++) labels[placed[at]] = best.Labels[at];
        return new ClusterModel(best.Centroids, labels, best.Inertia, _settings.EntriesPerPoint);
    }

    /// <summary>clamp(round(√(n/2)), 2, 50), and never more clusters than points.</summary>
    public static int CountFor(int points) => Math.Min(points, Math.Clamp((int)Math.Round(Math.Sqrt(points / 2d)), 2, 50));

    private Lloyd BestOf(List<SparseVector> points, int dimension, TrainingRun run)
    {
        var count = _settings.ClusterCount > 0 ? Math.Min(_settings.ClusterCount, points.Count) : CountFor(points.Count);
        var runs = new Lloyd[_settings.Restarts];
        Parallel.For(0, runs.Length, Limits(run), restart =>
        {
            var random = RandomStream.Of(run.Seed, RandomUse.Clusters, restart);
            var lloyd = new Lloyd(points, dimension, _settings);
            lloyd.Run(KMeansSeeding.Choose(points, dimension, count, random, run.Cancellation), run.Cancellation);
            runs[restart] = lloyd;
        });
        var best = runs[0];
        foreach (var other in runs)
        {
            if (other.Inertia < best.Inertia) best = other;
        }
        return best;
    }

    private static ParallelOptions Limits(TrainingRun run) =>
        new() { MaxDegreeOfParallelism = run.MaxParallelism, CancellationToken = run.Cancellation };
}
