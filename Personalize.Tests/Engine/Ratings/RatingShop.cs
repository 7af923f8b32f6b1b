using Personalize.Engine;
using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

/// <summary>Seeded ratings from 1 to 5 with planted generosity, quality and two tastes; a tenth is held back.</summary>
internal static class RatingShop
{
    public const int Customers = 200;
    public const int Items = 80;

    public static (RatingSet Train, IReadOnlyList<Rating> Held) Make(int seed = 1)
    {
        var random = new Random(seed);
        double[] Draw(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * scale)];
        var (generosity, quality) = (Draw(Customers, 1), Draw(Items, 2));
        var (tastes, flavours) = (Draw(Customers, 2.5), Draw(Items, 2.5));
        var (train, held) = (new List<Rating>(), new List<Rating>());
        for (var customer = 0; customer < Customers; customer++)
        {
            for (var item = 0; item < Items; item++)
            {
                if (random.NextDouble() > 0.4) continue;
                var value = 3 + generosity[customer] + quality[item] + tastes[customer] * flavours[item] + (random.NextDouble() - 0.5) * 0.4;
                (random.NextDouble() < 0.1 ? held : train).Add(new Rating(customer, item, (float)Math.Clamp(value, 1, 5)));
            }
        }
        return (RatingSet.Of(Customers, Items, train), held);
    }

    public static TrainingRun Run(int seed = 7, int threads = 1) => new(seed, threads, null, TestContext.Current.CancellationToken);

    /// <summary>Root of the mean squared error.</summary>
    public static double ErrorOf(IRatingModel model, IReadOnlyList<Rating> held) =>
        Math.Sqrt(held.Average(rating => Math.Pow(rating.Value - model.Predict(rating.Customer, rating.Item), 2)));
}
