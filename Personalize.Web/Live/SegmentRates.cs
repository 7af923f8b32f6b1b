using System.Collections.Immutable;
using Personalize.Web.Live.Figures;

namespace Personalize.Web.Live;

/// <summary>A segment of the models that serve; one instance for each, so that it is its own key.</summary>
internal sealed record SegmentMark(int Cluster, string Name);

/// <summary>How lists did with customers of each segment.</summary>
/// <param name="Shown">Those with most lists, most first.</param>
/// <param name="Segments">With any list.</param>
public sealed record SegmentRates(ImmutableArray<SegmentRate> Shown, int Segments)
{
    public const int Most = 8;

    public static SegmentRates None { get; } = new([], 0);

    internal static SegmentRates Of(ShownLists lists, Func<string, SegmentMark?> segmentOf)
    {
        var rows = lists.BySegment(segmentOf).OrderByDescending(row => row.Clicked.Count).ThenBy(row => row.Segment.Cluster).ToList();
        return new SegmentRates([.. rows.Take(Most).Select(row => new SegmentRate(row.Segment.Name, row.Clicked))], rows.Count);
    }
}
