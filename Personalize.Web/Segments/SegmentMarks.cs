using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Segments;

/// <summary>The segment of a customer by the models that serve, without reading anything.</summary>
/// <threadsafety>Two readers at once may both name the segments of new models; the names are equal.</threadsafety>
internal sealed class SegmentMarks(ModelHolder holder)
{
    private Named? _named;

    /// <param name="customerKey">External key.</param>
    /// <returns>Null for somebody whom the models do not know or whose interests nobody knows.</returns>
    public SegmentMark? Of(string customerKey)
    {
        if (holder.Current is not { } models) return null;
        var customer = models.Set.Customers.NumberOf(customerKey);
        var labels = models.Set.Clusters.Labels;
        if (customer < 0 || customer >= labels.Length || labels[customer] < 0) return null;
        var named = Volatile.Read(ref _named);
        if (named is null || !ReferenceEquals(named.Models, models)) Volatile.Write(ref _named, named = Name(models));
        return named.Marks[labels[customer]];
    }

    private static Named Name(PublishedModels models) => new(
        models,
        [.. Enumerable.Range(0, models.Set.Clusters.Count).Select(cluster => new SegmentMark(cluster, SegmentName.Of(models.Set, cluster)))]);

    private sealed record Named(PublishedModels Models, IReadOnlyList<SegmentMark> Marks);
}
