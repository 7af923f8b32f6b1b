using Personalize.Engine.Ratings;

namespace Personalize.Engine.Evaluation;

/// <summary>Measures how far predicted ratings are from those that were held out.</summary>
/// <threadsafety>Stateless.</threadsafety>
public static class RatingEvaluator
{
    // Of ratings; predictions are cheap, so single ones would drown in the cost of handing them out.
    private const int BlockSize = 1024;

    /// <param name="test">Held-out ratings; a number of -1 stands for what the training data does not have.</param>
    /// <param name="threads">1 or more.</param>
    /// <returns>Predicted minus true, by rating.</returns>
    /// <exception cref="ArgumentException">The model predicted something that is not a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two blocks.</exception>
    public static double[] Errors(IRatingModel model, IReadOnlyList<Rating> test, int threads, CancellationToken cancellation)
    {
        var errors = new double[test.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, (test.Count + BlockSize - 1) / BlockSize, limits, block =>
        {
            for (var at = block * BlockSize; at < Math.Min(test.Count, (block + 1) * BlockSize); at++)
                errors[at] = model.Predict(test[at].Customer, test[at].Item) - test[at].Value;
        });
        var broken = Array.FindIndex(errors, static error => !double.IsFinite(error));
        return broken < 0
            ? errors
            : throw new ArgumentException(
                $"{model.Name} predicts {errors[broken] + test[broken].Value} for customer {test[broken].Customer} and item {test[broken].Item}; predictions are finite.",
                nameof(model));
    }

    /// <summary>√(Σ e² / n); NaN for none.</summary>
    public static double RootMeanSquare(ReadOnlySpan<double> errors)
    {
        var sum = 0d;
        foreach (var error in errors) sum += error * error;
        return Math.Sqrt(sum / errors.Length);
    }

    /// <summary>Σ |e| / n; NaN for none.</summary>
    public static double MeanAbsolute(ReadOnlySpan<double> errors)
    {
        var sum = 0d;
        foreach (var error in errors) sum += Math.Abs(error);
        return sum / errors.Length;
    }
}
