using Personalize.Engine.Interactions;
using Personalize.Web.Activities;

namespace Personalize.Web.Demo;

/// <summary>One simulated customer in the shop: looks at an item, may react to it, looks at the next, leaves.</summary>
/// <param name="page">What they saw on entering; null when they were in the shop before anybody looked.</param>
internal sealed class SimulatedVisit(string customer, FrontPage? page)
{
    public const string Source = "simulator";

    /// <summary>How many of the items looked at are taken from the list; over a visit one list in ten or so is followed for its own sake.</summary>
    private const double FromList = 0.03;

    private string? _sku;
    private Guid? _list;
    private bool _bought;

    /// <summary>What the customer does next.</summary>
    /// <param name="id">Not drawn from <paramref name="random"/>: a seed that comes twice would repeat all ids, and the journal would drop them.</param>
    public OfferedActivity Next(Guid id, Random random, TasteBook book, Func<string, string> titleOf)
    {
        var kind = NextKind(random);
        if (kind == ActivityKind.View || _sku is null)
        {
            kind = ActivityKind.View;
            _sku = PickItem(random, book);
        }

        _bought |= kind == ActivityKind.Purchase;
        var stars = Math.Clamp((int)Math.Round(4 + (0.9 * Draw.Normal(random))), 1, 5);
        return new OfferedActivity
        {
            ActivityId = id,
            CustomerId = customer,
            Sku = _sku,
            Kind = kind,
            Value = kind == ActivityKind.Comment ? stars : 1,
            Text = kind == ActivityKind.Comment ? Reviews.Write(random, stars, titleOf(_sku), "this maker") : null,
            RecommendationId = _list,
            Source = Source,
        };
    }

    /// <summary>After each step one in six leaves.</summary>
    public static bool Leaves(Random random) => random.Next(6) == 0;

    private string PickItem(Random random, TasteBook book)
    {
        _bought = false;
        var fromList = page is { Skus.Count: > 0 } && random.NextDouble() < FromList;
        _list = fromList ? page!.RecommendationId : null;
        return fromList ? page!.Skus[PlaceOn(page.Skus.Count, random)] : book.PickItem(random, customer);
    }

    // Each place is seen by three of four who saw the one above it.
    private static int PlaceOn(int places, Random random)
    {
        var place = 0;
        while (place < places - 1 && random.NextDouble() < 0.75) place++;
        return place;
    }

    // Shares of the five kinds as shops see them: many looks, few purchases.
    private ActivityKind NextKind(Random random) => random.NextDouble() switch
    {
        < 0.64 => ActivityKind.View,
        < 0.80 => ActivityKind.Like,
        < 0.90 => _bought ? ActivityKind.View : ActivityKind.Purchase,
        < 0.96 => ActivityKind.Comment,
        _ => ActivityKind.Share,
    };
}
