using Personalize.Engine.Clusters;
using Personalize.Web.Shell.Charts;

namespace Personalize.Web.Segments;

/// <summary>The interest clusters of one model set: who is in them and how they differ. Immutable.</summary>
public sealed record SegmentAtlas
{
    public required long ModelVersion { get; init; }

    public required DateTimeOffset TrainedAt { get; init; }

    /// <summary>When customers and activities were read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>Largest first, numbered from 1 in that order.</summary>
    public required IReadOnlyList<Segment> Segments { get; init; }

    /// <summary>Everybody, with a segment or without.</summary>
    public required int Customers { get; init; }

    /// <summary>Customers with a segment.</summary>
    public required int Placed { get; init; }

    public required SegmentMap Map { get; init; }

    public required SegmentQuality Quality { get; init; }

    public required SegmentNews News { get; init; }
}

/// <param name="Number">From 1; the address names it.</param>
/// <param name="Name">What its members like most; a dash when its centre has no term.</param>
/// <param name="Categories">What its members do most of their activities with, at most two.</param>
public sealed record Segment(
    int Number, string Name, int Size, MeanContrast Engagement, IReadOnlyList<string> Categories,
    IReadOnlyList<SegmentTerm> Terms, IReadOnlyList<SegmentMember> Members, SegmentProfile Profile);

/// <param name="Weight">In the centre, in (0, 1].</param>
public sealed record SegmentTerm(string Term, double Weight);

/// <param name="Cosine">With the centre, in (0, 1].</param>
public sealed record SegmentMember(string CustomerId, double Cosine);

/// <param name="ShareOfX">Of the variance of interests; NaN when nobody differs.</param>
public sealed record SegmentMap(IReadOnlyList<MapPoint> Points, IReadOnlyList<MapPoint> Marks, double ShareOfX, double ShareOfY);

/// <param name="FixedCount">How many segments the settings ask for; 0 for the rule.</param>
/// <param name="Inertia">Of the training.</param>
/// <param name="Silhouette">NaN when undefined.</param>
/// <param name="Sampled">Customers behind the silhouette and the map.</param>
public sealed record SegmentQuality(int FixedCount, double Inertia, double Silhouette, int Sampled);

/// <summary>What the data hold that the model has not seen.</summary>
public sealed record SegmentNews(int Customers, long Activities)
{
    public bool IsNothing => Customers == 0 && Activities == 0;
}
