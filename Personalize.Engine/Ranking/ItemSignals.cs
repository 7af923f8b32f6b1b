using Personalize.Engine.Autoencoders;
using Personalize.Engine.Interactions;
using Personalize.Engine.Neighbours;
using Personalize.Engine.Repeats;
using Personalize.Engine.Scoring;

namespace Personalize.Engine.Ranking;

/// <summary>All that was known of items at one instant, from which features are made.</summary>
/// <remarks>Popularity stays as it was then: decaying everything further would move all items alike, away from what the coefficients were learnt on.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
internal sealed class ItemSignals
{
    /// <summary>Which of <see cref="HalfLives"/> stands for popularity in products of features, candidates and reasons.</summary>
    public const int Fortnight = 1;

    private int[]? _all;

    /// <summary>Half-lives of popularity, in days.</summary>
    public static ReadOnlySpan<double> HalfLives => [7, 14, 30, 90];

    public required RankerSettings Settings { get; init; }

    /// <summary>Unix seconds; nothing that happened then or later is inside.</summary>
    public required long Until { get; init; }

    /// <summary>ln(½ + decayed events) by half-life and item.</summary>
    public required double[][] Popularity { get; init; }

    /// <summary>By item.</summary>
    public required double[] Repeatability { get; init; }

    /// <summary>What the items of a history say about others: EASE, or item-kNN where there are too many items for it.</summary>
    public required IScorer AlsoBought { get; init; }

    public required SimilarTastes Similar { get; init; }

    public int ItemCount => Repeatability.Length;

    public int[] AllItems => _all ??= [.. Enumerable.Range(0, ItemCount)];

    /// <param name="data">May hold more than was known then.</param>
    /// <param name="until">Unix seconds.</param>
    public static ItemSignals Learn(TrainingSet data, long until, RankerSettings settings, TrainingRun run)
    {
        var events = data.Events.Before(until);
        var known = data with { Events = events, AsOf = DateTimeOffset.FromUnixTimeSeconds(until) };
        // Who had what, from the events alone: the interactions of the data know the future.
        known = known with { Interactions = SimilarTastes.Of(known, settings.Repeat) };
        var items = data.Items.Count;
        var quiet = run with { Progress = null };
        return new ItemSignals
        {
            Settings = settings,
            Until = until,
            Popularity = Array.ConvertAll(HalfLives.ToArray(), days =>
                Array.ConvertAll(RecentPopularity.Of(events, items, until, days), static mass => Math.Log(mass + .5))),
            Repeatability = Repeats.Repeatability.Of(events, items),
            AlsoBought = items <= settings.AlsoBought.MostItems
                ? new EaseTrainer(settings.AlsoBought).Train(known, 0, quiet)
                : new ItemNeighbourTrainer(new ItemNeighbourSettings()).Train(known, 0, quiet),
            Similar = new SimilarTastes(known.Interactions, settings.Repeat.Neighbours),
        };
    }
}
