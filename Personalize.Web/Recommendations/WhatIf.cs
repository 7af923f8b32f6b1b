namespace Personalize.Web.Recommendations;

/// <summary>What it would take for an item to leave one customer's list: found from the opinions, proved by ranking anew.</summary>
/// <remarks>
/// Under one moving weight every score is a straight line, but for the rounding to hundredths. So what ten others beat at
/// both ends of the way is beaten all along it, and the best hundred of both ends are all that can matter.
/// </remarks>
/// <param name="mix">The weights that made the list.</param>
/// <param name="leaving">Ends what all rows share.</param>
public sealed class WhatIf(RecommendationService recommendations, int customerId, WeightMix mix, CancellationToken leaving)
{
    /// <summary>Length of the list that an item leaves.</summary>
    public const int Places = 10;

    private Task<OpinionTable?>? _opinions;

    public async Task<WhatIfAnswer> LeavesWhenAsync(int itemId, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(itemId, cancellation);
        }
        catch (ArgumentException)
        {
            // The page ranks anew, and asks again.
            return new WhatIfAnswer.Unknown("models with other weights serve since");
        }
    }

    private async Task<WhatIfAnswer> FindAsync(int itemId, CancellationToken cancellation)
    {
        // Rows of one page ask one after another, on its own context.
        if (_opinions is null or { IsFaulted: true }) _opinions = AskAsync(leaving);
        if (await _opinions.WaitAsync(cancellation) is not { } opinions || !opinions.Knows(itemId))
            return new WhatIfAnswer.Unknown("there is no such list any more");
        var candidates = Counterfactual.Of(opinions, mix, itemId, Places);
        foreach (var candidate in candidates)
        {
            var list = await LookAsync(candidate.Mix.ToWeights(), Places, cancellation);
            if (list is not null && list.Items.All(item => item.ItemId != itemId)) return new WhatIfAnswer.Leaves(candidate);
        }

        return candidates.Count == 0 && recommendations.RanksByScoreAlone
            ? new WhatIfAnswer.Stays()
            : new WhatIfAnswer.Unknown("more than weights decides on its place");
    }

    private async Task<OpinionTable?> AskAsync(CancellationToken cancellation)
    {
        OpinionTable opinions = new([.. mix.Hundredths.Select(weight => weight.Key)]);
        foreach (var end in Ends())
        {
            var asked = OpinionTable.Overheard(end);
            if (await LookAsync(asked, RecommendationService.LargestCount, cancellation) is not { } list) return null;
            opinions.Add(list.Items, asked);
            // Who waits for another answer of this page goes first.
            await Task.Yield();
        }

        return opinions;
    }

    private IEnumerable<WeightMix> Ends() => mix.Hundredths
        .SelectMany(weight => new[] { mix.Settled.Move(weight.Key, 0), mix.Settled.Move(weight.Key, WeightMix.Whole) })
        .Prepend(mix)
        .DistinctBy(static end => end.ToString());

    private Task<ServedRecommendations?> LookAsync(IReadOnlyDictionary<string, double> weights, int count, CancellationToken cancellation) =>
        recommendations.LookAsync(customerId, new() { Weights = weights, Count = count }, cancellation);
}
