using Personalize.Engine.Interactions;
using Personalize.Engine.Numerics;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Numerics;

public sealed class SparseGramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_counts_customers_who_touched_both(int threads)
    {
        const int customers = 40;
        const int items = 35; // more than two blocks
        var random = new Random(5);
        var touched = new bool[customers, items];
        var builder = new InteractionMatrixBuilder(customers, items);
        for (var at = 0; at < 400; at++)
        {
            var (customer, item) = (random.Next(customers), random.Next(items - 1)); // the last item stays untouched
            touched[customer, item] = true;
            builder.Add(customer, item, 1 + random.NextDouble());
        }
        var gram = new double[items * items];

        SparseGram.CountPairs(builder.Build(), gram, SmallShop.Run(threads: threads));

        for (var row = 0; row < items; row++)
        {
            for (var column = 0; column < items; column++)
            {
                var expected = column > row ? 0 : Enumerable.Range(0, customers).Count(customer => touched[customer, row] && touched[customer, column]);
                Assert.Equal(expected, gram[row * items + column]);
            }
        }
    }

    [Fact]
    public void No_items_are_no_problem() =>
        SparseGram.CountPairs(new InteractionMatrixBuilder(3, 0).Build(), Array.Empty<float>(), SmallShop.Run());
}
