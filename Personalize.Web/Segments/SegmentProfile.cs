using Personalize.Engine.Clusters;

namespace Personalize.Web.Segments;

/// <summary>One segment against everybody.</summary>
public sealed record SegmentProfile(IReadOnlyList<ProfileMean> Means, IReadOnlyList<ProfileGroup> Groups)
{
    /// <summary>The greatest difference on a scale of 0 to 1, so that all bars can be compared; 0 when nothing differs.</summary>
    public double Largest => Groups.SelectMany(group => group.Rows).Select(row => row.Share.Difference)
        .Concat(Means.Where(mean => mean.IsScore).Select(mean => mean.Figures.Difference))
        .Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
}

/// <param name="IsScore">It lies in [0, 1], so that its differences go with those of shares.</param>
public sealed record ProfileMean(string Name, MeanContrast Figures, bool IsScore);

/// <param name="Counted">What its shares are of: "activities", "customers of known age".</param>
/// <param name="IsPersonal">Only for who may see personal fields.</param>
public sealed record ProfileGroup(string Title, string Counted, bool IsPersonal, IReadOnlyList<ProfileShare> Rows)
{
    /// <summary>Behind the shares of the segment; all rows have the same.</summary>
    public long Count => Rows.Count == 0 ? 0 : Rows[0].Share.Count;

    public long AllCount => Rows.Count == 0 ? 0 : Rows[0].Share.AllCount;
}

public sealed record ProfileShare(string Name, ShareContrast Share);
