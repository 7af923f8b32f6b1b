using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Scoring;

public sealed class ExplanationTests
{
    [Fact]
    public void Parts_add_up_over_ten_thousand_random_pairs_without_a_NaN()
    {
        var shop = SmallShop.Make(customers: 500, items: 300);
        var models = shop.Train();
        var random = new Random(2026);
        var scores = new float[1];
        for (var pair = 0; pair < 10_000; pair++)
        {
            var query = QueryFactory.Build(models, AnyCustomer(random, models.Items.Count), SmallShop.AsOf);
            var item = random.Next(models.Items.Count);
            Assert.Equal(1, models.Hybrid.Score(query, [item], scores));
            var opinion = models.Hybrid.Judge(query, item, 3);
            var sum = 0d;
            foreach (var part in opinion.Parts)
            {
                Assert.True(double.IsFinite(part.Contribution) && part.Reasons.All(reason => double.IsFinite(reason.Contribution)));
                Assert.Equal(part.Weight * part.Calibrated, part.Contribution, 1e-12);
                Assert.InRange(part.Calibrated, 0, 1);
                sum += part.Contribution;
            }

            Assert.Equal(opinion.Score, sum, 1e-9);
            Assert.Equal(scores[0], sum, 1e-5);
            Assert.InRange(opinion.Score, 0, 1);
            Assert.Equal(1, opinion.Parts.Sum(part => part.Weight), 1e-9);
        }
    }

    private static CustomerFacts AnyCustomer(Random random, int itemCount)
    {
        string[] words = ["coffee", "garden", "guitar strings", "submarine", "", "ROPE", "the"];
        return new CustomerFacts
        {
            Interests = [.. Enumerable.Range(0, random.Next(4)).Select(_ => words[random.Next(words.Length)])],
            DeclaredPurchases = random.Next(4) == 0 ? ["baking set"] : [],
            History = [.. Enumerable.Range(0, random.Next(3) * random.Next(20)).Select(_ => new ItemTouch(
                random.Next(itemCount), (ActivityKind)random.Next(5), SmallShop.AsOf.AddDays(-random.NextDouble() * 400)))],
        };
    }
}
