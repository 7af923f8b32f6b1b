
namespace Personalize.Web.Live;

/// <summary>What the overview asks others about what it counts. Called under its lock: look-ups in memory.</summary>
/// <param name="TitleOf">Title of an item; null when it is gone.</param>
internal sealed record OverviewNames(Func<int, string?> TitleOf)
{
    /// <summary>By a customer's key; null for somebody without one.</summary>
    public Func<string, SegmentMark?> SegmentOf { get; init; } = _ => null;

    /// <summary>Items that may be on a list.</summary>
    public Func<int> ItemCount { get; init; } = () => 0;
}
