using Personalize.Engine.Interactions;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>One customer before all items: what features are read from.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
internal sealed class CustomerSignals
{
    private readonly ItemSignals _items;
    private readonly PersonalHistory _month;
    private readonly PersonalHistory _quarter;
    private readonly long _now;
    private readonly long _newest;
    private readonly double _logBaskets;
    private readonly float[] _alsoBought;
    private readonly double[] _similar;

    /// <param name="query">With at least one event.</param>
    public CustomerSignals(ItemSignals items, RecommendationQuery query)
    {
        _items = items;
        var events = query.Events.Span;
        var settings = items.Settings.Repeat;
        Own = PersonalHistory.Of(events, settings);
        _month = PersonalHistory.Of(events, settings with { BasketDecay = 1, HalfLifeDays = 30 });
        _quarter = PersonalHistory.Of(events, settings with { BasketDecay = 1, HalfLifeDays = 90 });
        _newest = events[^1].At;
        _now = Math.Max(query.Now, _newest);
        _logBaskets = Math.Log(1 + Own.BasketCount);
        Asked = query with { ModelVersion = 0, Items = Own.Items, Weights = Array.ConvertAll(Own.Histories, static history => (float)history.Mass) };
        _alsoBought = new float[items.ItemCount];
        items.AlsoBought.Score(Asked, items.AllItems, _alsoBought);
        Nearest = items.Similar.Nearest(query.Customer, Own);
        _similar = new double[items.ItemCount];
        items.Similar.Mean(Nearest, _similar);
    }

    /// <summary>What <see cref="ItemSignals.AlsoBought"/> is asked.</summary>
    public RecommendationQuery Asked { get; }

    /// <summary>Similar customers, nearest first.</summary>
    public RankedItem[] Nearest { get; }

    public PersonalHistory Own { get; }

    /// <summary>By item.</summary>
    public ReadOnlySpan<float> AlsoBought => _alsoBought;

    /// <summary>By item.</summary>
    public ReadOnlySpan<double> Similar => _similar;

    public static double LogAlsoBought(float alsoBought) => Math.Log(Math.Max(0, alsoBought) + .01);

    public static double LogSimilar(double similar) => Math.Log(similar + .001);

    public double DaysSince(ItemHistory had) => (_now - had.LastAt) / 86_400d;

    /// <param name="features">Receives one value per <see cref="RankingFeature"/>.</param>
    public void Fill(int item, Span<float> features)
    {
        var popularity = _items.Popularity[ItemSignals.Fortnight][item];
        for (var at = 0; at < ItemSignals.HalfLives.Length; at++) Set(features, RankingFeature.Popularity7 + at, _items.Popularity[at][item]);
        Set(features, RankingFeature.AlsoBought, _alsoBought[item]);
        Set(features, RankingFeature.LogAlsoBought, LogAlsoBought(_alsoBought[item]));
        Set(features, RankingFeature.Similar, _similar[item]);
        Set(features, RankingFeature.LogSimilar, LogSimilar(_similar[item]));
        Set(features, RankingFeature.Repeatability, _items.Repeatability[item]);
        Set(features, RankingFeature.LogBaskets, _logBaskets);
        Set(features, RankingFeature.PopularityTimesBaskets, popularity * _logBaskets);
        FillHistory(item, Own.Items.AsSpan().BinarySearch(item), popularity, features);
    }

    /// <param name="at">Place of the item in the history; negative where it is not there.</param>
    private void FillHistory(int item, int at, double popularity, Span<float> features)
    {
        var had = at < 0 ? default : Own.Histories[at];
        var known = at < 0 ? 0 : 1;
        Set(features, RankingFeature.Had, known);
        Set(features, RankingFeature.LogTimes, Math.Log(1 + had.Times));
        Set(features, RankingFeature.DecayedByBasket, had.Mass);
        Set(features, RankingFeature.Decayed30, Faded(_month, at, 30));
        Set(features, RankingFeature.Decayed90, Faded(_quarter, at, 90));
        Set(features, RankingFeature.LogDaysSince, at < 0 ? 0 : Math.Log(1 + DaysSince(had)));
        Set(features, RankingFeature.ShareOfBaskets, (double)had.Times / Math.Max(1, Own.BasketCount));
        Set(features, RankingFeature.HadTimesPopularity, known * popularity);
        Set(features, RankingFeature.HadTimesBaskets, known * _logBaskets);
        Set(features, RankingFeature.HadTimesRepeatability, known * _items.Repeatability[item]);
        Set(features, RankingFeature.InLastBasket, at >= 0 && had.LastAt == _newest ? 1 : 0);
        Set(features, RankingFeature.Undue, had.Times < 2 ? 0 : Math.Abs(Math.Log((DaysSince(had) + 1) / (had.UsualGapDays + 1))));
    }

    // Histories fade from the customer's newest activity; what counts here is the present.
    private double Faded(PersonalHistory history, int at, double halfLifeDays) =>
        at < 0 ? 0 : history.Histories[at].Mass * PersonalHistory.Halved(_now - _newest, halfLifeDays);

    private static void Set(Span<float> features, RankingFeature feature, double value) => features[(int)feature] = (float)value;
}
