namespace Personalize.Engine.Ratings;

/// <summary>All ratings that a trainer may see, readable by customer and by item.</summary>
/// <remarks>16 bytes per rating. Somebody who rated an item twice counts twice.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class RatingSet
{
    private readonly RatingRows _byCustomer;
    private readonly RatingRows _byItem;

    private RatingSet(RatingRows byCustomer, RatingRows byItem, IReadOnlyList<Rating> ratings)
    {
        (_byCustomer, _byItem) = (byCustomer, byItem);
        if (ratings.Count == 0) return;
        (Least, Most) = (float.PositiveInfinity, float.NegativeInfinity);
        var sum = 0d;
        foreach (var rating in ratings)
        {
            sum += rating.Value;
            (Least, Most) = (Math.Min(Least, rating.Value), Math.Max(Most, rating.Value));
        }
        Mean = sum / ratings.Count;
    }

    public int CustomerCount => _byCustomer.RowCount;

    public int ItemCount => _byItem.RowCount;

    public int Count => _byCustomer.Count;

    /// <summary>μ; 0 without ratings.</summary>
    public double Mean { get; }

    /// <summary>Lower end of the scale: the lowest rating that was given; 0 without ratings.</summary>
    public float Least { get; }

    /// <summary>Upper end of the scale.</summary>
    public float Most { get; }

    /// <param name="customerCount">0 or more.</param>
    /// <param name="itemCount">0 or more.</param>
    /// <param name="ratings">In any order.</param>
    /// <exception cref="ArgumentException">A customer or item is out of range, or a rating is not finite.</exception>
    public static RatingSet Of(int customerCount, int itemCount, IReadOnlyList<Rating> ratings)
    {
        foreach (var rating in ratings)
        {
            if (rating.Customer < 0 || rating.Customer >= customerCount)
                throw new ArgumentException($"A rating is of customer {rating.Customer}; there are {customerCount}.", nameof(ratings));
            if (rating.Item < 0 || rating.Item >= itemCount)
                throw new ArgumentException($"A rating is of item {rating.Item}; there are {itemCount}.", nameof(ratings));
            if (!float.IsFinite(rating.Value))
                throw new ArgumentException($"Customer {rating.Customer} gave item {rating.Item} the rating {rating.Value}; ratings are finite.", nameof(ratings));
        }
        return new RatingSet(
            RatingRows.Of(customerCount, ratings, static rating => (rating.Customer, rating.Item)),
            RatingRows.Of(itemCount, ratings, static rating => (rating.Item, rating.Customer)), ratings);
    }

    /// <summary>Items that a customer rated, and the ratings, in the order given.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="customer"/> is not in [0, CustomerCount).</exception>
    public RatingRow OfCustomer(int customer) => _byCustomer.Row(customer);

    /// <summary>Customers that rated an item, and their ratings, in the order given.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="item"/> is not in [0, ItemCount).</exception>
    public RatingRow OfItem(int item) => _byItem.Row(item);

    /// <summary>A prediction as the scale allows it: clamped, and the mean where nothing can be said.</summary>
    internal double OnScale(double prediction) => double.IsNaN(prediction) ? Mean : Math.Clamp(prediction, Least, Most);
}
