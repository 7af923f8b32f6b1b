using Personalize.Engine.Evaluation;
using Personalize.Engine.Interactions;

namespace Personalize.Engine.Blending;

/// <summary>Keeps a part of the training data back, to see what finds it.</summary>
/// <remarks>
/// Where times are known, the last tenth of the purchases: what was bought later, and for the first time, by customers who
/// were there before. Where they are not, one pair in ten by chance. A larger part would judge models by what they learn of
/// too little: with a fifth held back, factors seem better than EASE where with all the data they are not.
/// </remarks>
internal static class HeldBack
{
    /// <summary>Fewer customers with something to find tell nothing.</summary>
    public const int FewestCases = 50;

    private const int Parts = 10;

    /// <returns>Cases whose truth is new to the customer; at most <paramref name="mostCases"/>, evenly drawn. Null when there are too few.</returns>
    public static Fold? Of(TrainingSet data, EventWeighing? weighing, int mostCases, int seed)
    {
        if (weighing is not null && CutOf(data.Events) is { } cut)
        {
            var horizon = data.AsOf - cut + TimeSpan.FromSeconds(1);
            var later = Thinned(Discoveries(new TimeCut(cut, horizon).Split(data, weighing)), mostCases);
            if (later.Cases.Count >= FewestCases) return later;
        }
        var random = Thinned(new RandomFolds(Parts).Split(data, seed).First(), mostCases);
        return random.Cases.Count >= FewestCases ? random : null;
    }

    // The instant before which nine tenths of the purchases lie; null without purchases.
    private static DateTimeOffset? CutOf(EventLog events)
    {
        var times = new List<long>();
        for (var customer = 0; customer < events.CustomerCount; customer++)
        {
            foreach (var happened in events.Of(customer))
            {
                if (happened.Kind == ActivityKind.Purchase) times.Add(happened.At);
            }
        }
        times.Sort();
        return times.Count == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(times[(int)((long)times.Count * (Parts - 1) / Parts)]);
    }

    private static Fold Discoveries(Fold fold) => fold with
    {
        Cases = [.. fold.Cases.Select(static tried => tried with { Truth = tried.Truth.Outside(tried.History) }).Where(static tried => tried.Truth.RelevantCount > 0)],
    };

    private static Fold Thinned(Fold fold, int mostCases)
    {
        var step = (fold.Cases.Count + mostCases - 1) / mostCases;
        return step <= 1 ? fold : fold with { Cases = [.. fold.Cases.Where((_, at) => at % step == 0)] };
    }
}
