using Personalize.Engine;
using Personalize.Engine.Clusters;
using Personalize.Engine.Interactions;
using Personalize.Web.Shell;

namespace Personalize.Web.Segments;

/// <summary>Counts everybody by cluster.</summary>
internal sealed class SegmentCensus
{
    private const int MostCategories = 8;
    private const int CategoriesNamed = 2;

    private static readonly ActivityKind[] Kinds = Enum.GetValues<ActivityKind>();

    private readonly NamedTally _ages;
    private readonly NamedTally _genders;
    private readonly NamedTally _kinds;
    private readonly NamedTally _categories;
    private readonly MeanTally _engagement;
    private readonly MeanTally _sentiment;
    private readonly MeanTally _activities;

    /// <param name="people">By customer number of the input.</param>
    public SegmentCensus(ClusterSurvey survey, TrainingInput input, IReadOnlyList<SegmentPerson> people)
    {
        var clusters = survey.Sizes.Length;
        var categories = input.Items.Select(item => TopCategory(item.Category)).ToArray();
        _ages = new NamedTally(clusters, Enumerable.Range(0, AgeBands.Count).Select(AgeBands.NameOf));
        _genders = new NamedTally(clusters, people.Select(person => person.Gender).OfType<string>().GroupBy(gender => gender).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key));
        _kinds = new NamedTally(clusters, Kinds.Select(kind => KindLook.Of(kind).Word));
        _categories = new NamedTally(clusters, categories.OfType<string>().Distinct().Order(StringComparer.Ordinal));
        (_engagement, _sentiment, _activities) = (new MeanTally(clusters), new MeanTally(clusters), new MeanTally(clusters));
        for (var customer = 0; customer < people.Count; customer++)
        {
            var cluster = survey.Places[customer].Cluster;
            Add(cluster, people[customer]);
            foreach (var happened in input.Activities.Events.Of(customer))
            {
                _kinds.Add(cluster, KindLook.Of(happened.Kind).Word);
                _categories.Add(cluster, categories[happened.Item]);
            }
        }
    }

    public MeanContrast Engagement(int cluster) => _engagement.Of(cluster);

    /// <summary>The categories that the cluster has most activities with, at most two.</summary>
    public IReadOnlyList<string> MainCategories(int cluster) =>
        [.. _categories.Of(cluster).Where(row => row.Share.Hits > 0).OrderByDescending(row => row.Share.Hits).Take(CategoriesNamed).Select(row => row.Name)];

    public SegmentProfile Profile(int cluster) => new(
        [
            new("Engagement", _engagement.Of(cluster), IsScore: true),
            new("Sentiment", _sentiment.Of(cluster), IsScore: true),
            new("Activities each", _activities.Of(cluster), IsScore: false),
        ],
        [
            new("Categories", "activities with items of a category", IsPersonal: false, Telling(_categories.Of(cluster))),
            new("Activities", "activities with items", IsPersonal: false, _kinds.Of(cluster)),
            new("Age", "customers of known age", IsPersonal: true, _ages.Of(cluster)),
            new("Gender", "customers of known gender", IsPersonal: true, _genders.Of(cluster)),
        ]);

    /// <summary>The part of a path before the first slash; null for none.</summary>
    internal static string? TopCategory(string path)
    {
        var top = path.Split('/', 2)[0].Trim();
        return top.Length == 0 ? null : top;
    }

    // Those that differ most either way, from "more here" to "less here".
    private static IReadOnlyList<ProfileShare> Telling(IReadOnlyList<ProfileShare> rows) =>
    [
        .. rows.OrderByDescending(row => Math.Abs(row.Share.Difference)).ThenBy(row => row.Name, StringComparer.Ordinal)
            .Take(MostCategories).OrderByDescending(row => row.Share.Difference),
    ];

    private void Add(int cluster, SegmentPerson person)
    {
        if (person.Age is { } age)
            _ages.Add(cluster, AgeBands.NameOf(AgeBands.Of(age)));
        _genders.Add(cluster, person.Gender);
        _engagement.Add(cluster, person.Engagement);
        _sentiment.Add(cluster, person.Sentiment);
        _activities.Add(cluster, person.Activities);
    }
}
