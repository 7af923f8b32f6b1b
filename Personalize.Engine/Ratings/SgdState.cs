using Personalize.Engine.Numerics;

namespace Personalize.Engine.Ratings;

/// <summary>The numbers that a descent moves: a row of factors and a deviation from the mean for each customer and each item.</summary>
internal sealed class SgdState
{
    private SgdState(FactorRows customers, FactorRows items)
    {
        (Customers, Items) = (customers, items);
        (CustomerDeviations, ItemDeviations) = (new float[customers.Count], new float[items.Count]);
        (CustomerSteepness, ItemSteepness) = (new float[customers.Count], new float[items.Count]);
        // Not 0, so that a first step is no longer than the rate has it.
        CustomerSteepness.AsSpan().Fill(1);
        ItemSteepness.AsSpan().Fill(1);
    }

    public FactorRows Customers { get; }

    public FactorRows Items { get; }

    public float[] CustomerDeviations { get; }

    public float[] ItemDeviations { get; }

    /// <summary>1 + Σ over the steps of the squared gradient per factor.</summary>
    public float[] CustomerSteepness { get; }

    public float[] ItemSteepness { get; }

    public static SgdState Start(RatingSet data, SgdSettings settings, int seed) => new(
        NoiseRows.Of(data.CustomerCount, settings.Factors, settings.InitialDeviation, RandomStream.Of(seed, RandomUse.RatingFactors, 0)),
        NoiseRows.Of(data.ItemCount, settings.Factors, settings.InitialDeviation, RandomStream.Of(seed, RandomUse.RatingFactors, 1)));

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
        other.CustomerSteepness.CopyTo(CustomerSteepness, 0);
        other.ItemSteepness.CopyTo(ItemSteepness, 0);
    }
}
