namespace Personalize.Engine.Ratings;

/// <summary>The numbers that a descent moves: factors row by row, padded with zeros to whole vectors, and deviations.</summary>
internal sealed class SgdState
{
    /// <summary>Rows are whole AVX vectors.</summary>
    private const int Lane = 8;

    private SgdState(int stride, float[] customers, float[] items, float[] customerDeviations, float[] itemDeviations)
    {
        Stride = stride;
        (Customers, Items, CustomerDeviations, ItemDeviations) = (customers, items, customerDeviations, itemDeviations);
    }

    /// <summary>Floats per row.</summary>
    public int Stride { get; }

    public float[] Customers { get; }

    public float[] Items { get; }

    public float[] CustomerDeviations { get; }

    public float[] ItemDeviations { get; }

    public static SgdState Start(RatingSet data, SgdSettings settings, int seed)
    {
        var stride = (settings.Factors + Lane - 1) / Lane * Lane;
        return new SgdState(
            stride,
            Noise(data.CustomerCount, stride, settings, RandomStream.Of(seed, RandomUse.RatingFactors, 0)),
            Noise(data.ItemCount, stride, settings, RandomStream.Of(seed, RandomUse.RatingFactors, 1)),
            new float[data.CustomerCount], new float[data.ItemCount]);
    }

    public SgdState Copy() => new(Stride, [.. Customers], [.. Items], [.. CustomerDeviations], [.. ItemDeviations]);

    public void TakeOver(SgdState other)
    {
        other.Customers.CopyTo(Customers, 0);
        other.Items.CopyTo(Items, 0);
        other.CustomerDeviations.CopyTo(CustomerDeviations, 0);
        other.ItemDeviations.CopyTo(ItemDeviations, 0);
    }

    public Span<float> Customer(int customer) => Customers.AsSpan(customer * Stride, Stride);

    public Span<float> Item(int item) => Items.AsSpan(item * Stride, Stride);

    private static float[] Noise(int rows, int stride, SgdSettings settings, Random random)
    {
        var noise = new float[rows * stride];
        for (var row = 0; row < rows; row++)
        {
            for (var factor = 0; factor < settings.Factors; factor++)
                noise[row * stride + factor] = (float)MathNet.Numerics.Distributions.Normal.Sample(random, 0, settings.InitialDeviation);
        }
        return noise;
    }
}
