namespace Personalize.Engine.Ratings;

/// <summary>One customer's or one item's ratings, viewed in place. Do not store it: it is a window on shared arrays.</summary>
public readonly ref struct RatingRow(ReadOnlySpan<int> others, ReadOnlySpan<float> values)
{
    /// <summary>Item numbers of a customer's ratings, customer numbers of an item's.</summary>
    public ReadOnlySpan<int> Others { get; } = others;

    /// <summary>Parallel to <see cref="Others"/>.</summary>
    public ReadOnlySpan<float> Values { get; } = values;

    public int Count => Values.Length;
}
