using System.ComponentModel.DataAnnotations;

namespace Personalize.Engine.Ratings;

/// <summary>What may be turned in <see cref="RatingNeighbourTrainer"/>; the defaults are those of its two kinds.</summary>
public abstract record RatingNeighbourSettings
{
    /// <summary>K: most alike of those that have a rating to offer.</summary>
    [Range(1, 100_000)]
    public int Neighbours { get; init; }

    /// <summary>β: a correlation from n shared ratings counts n / (n + β).</summary>
    [Range(0d, 1e9)]
    public double Shrinkage { get; init; }

    /// <summary>Fewer shared ratings than this say nothing. Default 3.</summary>
    [Range(2, 1_000_000)]
    public int LeastShared { get; init; } = 3;

    /// <summary>What is correlated.</summary>
    [EnumDataType(typeof(CorrelatedValues))]
    public CorrelatedValues Correlated { get; init; }

    /// <summary>More customers, or items, than this are refused: memory is 2 bytes times the square, 200 MB at the default of 10,000.</summary>
    [Range(1, 40_000)]
    public int MostRows { get; init; } = 10_000;

    internal abstract RatingSide Side { get; }
}

/// <summary>User-user: what customers of like taste gave the item.</summary>
public sealed record RatingCustomerNeighbourSettings : RatingNeighbourSettings
{
    /// <summary>K = 60, β = 300.</summary>
    public RatingCustomerNeighbourSettings() => (Neighbours, Shrinkage, Correlated) = (60, 300, CorrelatedValues.Deviations);

    internal override RatingSide Side => RatingSide.Customers;
}

/// <summary>Item-item: what the customer gave items that are liked alike.</summary>
public sealed record RatingItemNeighbourSettings : RatingNeighbourSettings
{
    /// <summary>K = 40, β = 1000.</summary>
    public RatingItemNeighbourSettings() => (Neighbours, Shrinkage, Correlated) = (40, 1000, CorrelatedValues.Deviations);

    internal override RatingSide Side => RatingSide.Items;
}

/// <summary>What two rows must agree on to be alike.</summary>
public enum CorrelatedValues
{
    /// <summary>The ratings themselves: two customers who both like what everybody likes are alike.</summary>
    Ratings,

    /// <summary>How far they are from what the baseline expects: taste alone.</summary>
    Deviations,
}

/// <summary>Whose neighbours are looked for.</summary>
internal enum RatingSide
{
    Customers,
    Items,
}
