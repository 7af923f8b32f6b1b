namespace Personalize.Engine.Ranking;

/// <summary>What a learned ranker knows of a customer and an item. Numbers are places in the model file: never renumber.</summary>
public enum RankingFeature
{
    /// <summary>1 if the customer had the item, whatever was done with it.</summary>
    Had = 0,

    /// <summary>ln(1 + occasions on which the customer had it).</summary>
    LogTimes = 1,

    /// <summary>r(u, i) of the repeat model: occasions, each fading with every later basket.</summary>
    DecayedByBasket = 2,

    /// <summary>Occasions with a half-life of 30 days.</summary>
    Decayed30 = 3,

    /// <summary>Occasions with a half-life of 90 days.</summary>
    Decayed90 = 4,

    /// <summary>ln(1 + days since the customer had it), 0 if never.</summary>
    LogDaysSince = 5,

    /// <summary>Occasions with the item over baskets of the customer.</summary>
    ShareOfBaskets = 6,

    /// <summary>ln(½ + events of the item with a half-life of 7 days); likewise the next three.</summary>
    Popularity7 = 7,
    Popularity14 = 8,
    Popularity30 = 9,
    Popularity90 = 10,

    /// <summary>What the items of the history say about it.</summary>
    AlsoBought = 11,

    /// <summary>ln(0.01 + <see cref="AlsoBought"/>), where it is above 0.</summary>
    LogAlsoBought = 12,

    /// <summary>Mean r of similar customers.</summary>
    Similar = 13,

    /// <summary>ln(0.001 + <see cref="Similar"/>).</summary>
    LogSimilar = 14,

    /// <summary>Whether people come back for it.</summary>
    Repeatability = 15,

    /// <summary>ln(1 + baskets of the customer): it shifts probabilities and changes no list.</summary>
    LogBaskets = 16,
    HadTimesPopularity = 17,
    HadTimesBaskets = 18,
    PopularityTimesBaskets = 19,
    HadTimesRepeatability = 20,

    /// <summary>1 if it was there on the customer's last occasion.</summary>
    InLastBasket = 21,

    /// <summary>|ln| of days since the last time over the customer's usual days between: 0 when it is due; 0 if had less than twice.</summary>
    Undue = 22,
}
