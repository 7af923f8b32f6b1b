using Personalize.Engine;
using Personalize.Engine.Clusters;
using Personalize.Web.Shell.Charts;

namespace Personalize.Web.Segments;

/// <summary>Puts figures and names together.</summary>
/// <param name="people">By customer number of the input.</param>
internal sealed class SegmentCartographer(ModelSet set, TrainingInput input, ClusterSurvey survey, IReadOnlyList<SegmentPerson> people)
{
    private const int TermsShown = 10;
    private const int MembersShown = 5;

    private readonly int[] _order =
    [
        .. Enumerable.Range(0, survey.Sizes.Length).OrderByDescending(cluster => survey.Sizes[cluster]).ThenBy(cluster => cluster),
    ];

    public SegmentAtlas Draw(DateTimeOffset readAt)
    {
        var census = new SegmentCensus(survey, input, people);
        return new SegmentAtlas
        {
            ModelVersion = set.Version,
            TrainedAt = set.TrainedAt,
            ReadAt = readAt,
            Segments = [.. _order.Select((cluster, place) => SegmentOf(cluster, place + 1, census))],
            Customers = people.Count,
            Placed = survey.PlacedCount,
            Map = Map(),
            Quality = new SegmentQuality(set.Settings.ClusterCount, set.Clusters.Inertia, survey.Silhouette, survey.Sample.Length),
            News = News(),
        };
    }

    private Segment SegmentOf(int cluster, int number, SegmentCensus census)
    {
        var terms = set.Clusters.TopTerms(cluster, TermsShown)
            .Select(term => new SegmentTerm(set.Catalogue.Text.Terms.IdOf(term), set.Clusters.WeightOf(cluster, term))).ToList();
        return new Segment(
            number, SegmentName.Of(terms.Select(term => term.Term)), survey.Sizes[cluster], census.Engagement(cluster), census.MainCategories(cluster), terms,
            [.. survey.Representatives(cluster, MembersShown).Select(one => new SegmentMember(input.Activities.Customers.IdOf(one.Customer), one.Cosine))],
            census.Profile(cluster));
    }

    private SegmentMap Map()
    {
        var numbers = new int[_order.Length];
        for (var place = 0; place < _order.Length; place++) numbers[_order[place]] = place + 1;
        var points = new MapPoint[survey.Sample.Length];
        for (var at = 0; at < points.Length; at++)
        {
            var customer = survey.Sample[at];
            points[at] = new MapPoint(
                input.Activities.Customers.IdOf(customer), numbers[survey.Places[customer].Cluster],
                Math.Round(survey.Projection.X[at], 3), Math.Round(survey.Projection.Y[at], 3));
        }

        var marks = points.GroupBy(point => point.Group).OrderBy(group => group.Key).Select(group => new MapPoint(
            group.Key.ToString(System.Globalization.CultureInfo.CurrentCulture), group.Key, group.Average(point => point.X), group.Average(point => point.Y)));
        return new SegmentMap(points, [.. marks], survey.Projection.ShareOfX, survey.Projection.ShareOfY);
    }

    private SegmentNews News()
    {
        var (customers, activities, seen) = (0, 0L, set.AsOf.ToUnixTimeSeconds());
        for (var customer = 0; customer < people.Count; customer++)
        {
            if (set.Customers.NumberOf(input.Activities.Customers.IdOf(customer)) < 0) customers++;
            foreach (var happened in input.Activities.Events.Of(customer))
            {
                if (happened.At > seen) activities++;
            }
        }

        return new SegmentNews(customers, activities);
    }
}
