using Personalize.Engine.Ratings;

namespace Personalize.Benchmarks.Evaluate;

/// <summary>Predicts the mean of all ratings: the floor under every rating model.</summary>
internal sealed class GlobalMean(double mean) : IRatingModel
{
    public const string ModelName = "mean";

    public string Name => ModelName;

    public static GlobalMean Of(IReadOnlyList<Rating> ratings) => new(ratings.Count == 0 ? 0 : ratings.Average(static rating => (double)rating.Value));

    public double Predict(int customer, int item) => mean;
}
