using Personalize.Web.Live;

namespace Personalize.Web.Hubs;

/// <summary>That something about a customer changed: what, and up to where in the journal; never the new values.</summary>
/// <param name="CustomerId">As the client named it.</param>
/// <param name="Activities">Stored for this customer after the position told before, up to this one.</param>
/// <param name="Position">Sequence in the journal that this message reaches; to be named when subscribing again.</param>
/// <param name="Reload">Nothing was counted: no position was named, or it is too far back. Load anew whatever is shown.</param>
internal sealed record CustomerMessage(string CustomerId, IReadOnlyList<Aspects> Aspects, int Activities, long Position, bool Reload)
{
    public const string Name = "CustomerChanged";
}

/// <summary>The figures of the Live page. Each message is whole, so that none needs the one before.</summary>
/// <param name="Activities">In the first message: stored after the position that was named. Null in those that follow.</param>
internal sealed record OverviewMessage(long Position, int? Activities, bool Reload, OverviewFigures Figures)
{
    public const string Name = "OverviewChanged";
}

/// <param name="Value">Null when there is nothing to measure yet.</param>
/// <param name="Samples">n behind the value.</param>
internal sealed record Figure(double? Value, long Samples)
{
    public static Figure Of(Tile tile) => new(tile.Value, tile.Samples);

    public static Figure Of(Rate rate) => new(rate.Value, rate.Count);
}

/// <summary>What may be seen without the right to see customers: counts and times, and nobody's activity.</summary>
internal sealed record OverviewFigures(
    DateTimeOffset At, DateTimeOffset? NewestActivityAt, Figure ActivitiesPerSecond, Figure ActiveCustomers,
    Figure RecommendationsPerSecond, Figure ServeMilliseconds, Figure FallbackShare, Figure CommitMilliseconds,
    Figure ClickRate, Figure PurchaseRate, Figure Coverage, long Customers, long Items, long Activities)
{
    public static OverviewFigures Of(OverviewSnapshot now) => new(
        now.At, now.NewestActivityAt, Figure.Of(now.ActivitiesPerSecond), Figure.Of(now.ActiveCustomers),
        Figure.Of(now.RecommendationsPerSecond), Figure.Of(now.ServeMilliseconds), Figure.Of(now.FallbackShare),
        Figure.Of(now.CommitMilliseconds), Figure.Of(now.ClickRate), Figure.Of(now.PurchaseRate), Figure.Of(now.Coverage), now.Customers, now.Items, now.Activities);
}
