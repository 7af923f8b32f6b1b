using MathNet.Numerics.Distributions;
using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>The numbers that a descent moves: a row of factors and a deviation from the mean for each customer and each item.</summary>
internal sealed class SgdState
{
    private SgdState(FactorRows customers, FactorRows items)
    {
        (Customers, Items) = (customers, items);
        (CustomerDeviations, ItemDeviations) = (new float[customers.Count], new float[items.Count]);
    }

    public FactorRows Customers { get; }

    public FactorRows Items { get; }

    public float[] CustomerDeviations { get; }

    public float[] ItemDeviations { get; }

    public static SgdState Start(RatingSet data, SgdSettings settings, int seed) => new(
        Noise(data.CustomerCount, settings, RandomStream.Of(seed, RandomUse.RatingFactors, 0)),
        Noise(data.ItemCount, settings, RandomStream.Of(seed, RandomUse.RatingFactors, 1)));

    public SgdState Copy()
    {
        var copy = new SgdState(new FactorRows(Customers.Count, Customers.Width), new FactorRows(Items.Count, Items.Width));
        copy.TakeOver(this);
        return copy;
    }

    public void TakeOver(SgdState other)
    {
        other.Customers.Values.CopyTo(Customers.Values, 0);
        other.Items.Values.CopyTo(Items.Values, 0);
        other.CustomerDeviations.CopyTo(CustomerDeviations, 0);
        other.ItemDeviations.CopyTo(ItemDeviations, 0);
    }

    private static FactorRows Noise(int count, SgdSettings settings, Random random)
    {
        var rows = new FactorRows(count, settings.Factors);
        for (var row = 0; row < count; row++)
        {
            foreach (ref var value in rows.Row(row)[..settings.Factors]) value = (float)Normal.Sample(random, 0, settings.InitialDeviation);
        }
        return rows;
    }
}
