using Personalize.Engine.Interactions;

namespace Personalize.Tests.Engine.Support;

/// <summary>Training sets small enough to work out by hand.</summary>
internal static class Histories
{
    /// <param name="items">Number of items.</param>
    /// <param name="rows">Item numbers of each customer.</param>
    public static TrainingSet Of(int items, params int[][] rows)
    {
        var builder = new InteractionMatrixBuilder(rows.Length, items);
        for (var customer = 0; customer < rows.Length; customer++)
        {
            foreach (var item in rows[customer]) builder.Add(customer, item, 1);
        }
        return new TrainingSet(builder.Build(), Ids("C", rows.Length), Ids("S", items), SmallShop.AsOf);
    }

    private static Vocabulary Ids(string letter, int count) =>
        Vocabulary.Of(Enumerable.Range(0, count).Select(number => $"{letter}{number:D6}"));
}
