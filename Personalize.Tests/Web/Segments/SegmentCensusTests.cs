using Personalize.Engine.Clusters;
using Personalize.Tests.Engine.Support;
using Personalize.Web.Segments;

namespace Personalize.Tests.Web.Segments;

public sealed class SegmentCensusTests
{
    [Theory]
    [InlineData("Sports / Outdoor", "Sports")]
    [InlineData("Sports", "Sports")]
    [InlineData(" / Outdoor", null)]
    [InlineData("", null)]
    public void A_category_counts_by_its_first_part(string path, string? top) => Assert.Equal(top, SegmentCensus.TopCategory(path));

    [Fact]
    public void Counts_of_all_segments_and_of_nobody_s_add_up_to_everybody()
    {
        var shop = SmallShop.Make();
        var survey = ClusterSurvey.Of(shop.Train(), shop.Input, SmallShop.Run());
        var people = Enumerable.Range(0, shop.Input.Interests.Count)
            .Select(number => new SegmentPerson(number % 90, number % 3 == 0 ? null : "F", number % 2 == 0 ? .5 : double.NaN, double.NaN, number)).ToArray();

        var census = new SegmentCensus(survey, shop.Input, people);

        var profiles = Enumerable.Range(0, survey.Sizes.Length).Select(census.Profile).ToList();
        foreach (var title in new[] { "Activities", "Age", "Gender" })
        {
            var groups = profiles.Select(profile => profile.Groups.Single(group => group.Title == title)).ToList();
            var outside = title == "Activities" ? Outside(survey).Sum(customer => shop.Input.Activities.Events.Of(customer).Length)
                : Outside(survey).Count(customer => title == "Age" || people[customer].Gender is not null);
            Assert.Equal(groups[0].AllCount, groups.Sum(group => group.Count) + outside);
            Assert.All(groups, group => Assert.Equal(group.Count, group.Rows.Sum(row => row.Share.Hits)));
        }
    }

    [Fact]
    public void Unknown_scores_have_no_mean_and_no_bar()
    {
        var shop = SmallShop.Make();
        var survey = ClusterSurvey.Of(shop.Train(), shop.Input, SmallShop.Run());
        var nobody = new SegmentPerson(null, null, double.NaN, double.NaN, 0);

        var profile = new SegmentCensus(survey, shop.Input, [.. Enumerable.Repeat(nobody, shop.Input.Interests.Count)]).Profile(0);

        Assert.Equal((0L, double.NaN), (profile.Means[0].Figures.Count, profile.Means[0].Figures.Mean));
        Assert.Empty(profile.Groups.Single(group => group.Title == "Gender").Rows);
        Assert.True(double.IsFinite(profile.Largest));
    }

    [Fact]
    public void Members_of_a_theme_act_mostly_on_its_category()
    {
        var shop = SmallShop.Make();
        var set = shop.Train();
        var survey = ClusterSurvey.Of(set, shop.Input, SmallShop.Run());
        var people = Enumerable.Repeat(new SegmentPerson(null, null, .5, .5, 1), shop.Input.Interests.Count).ToArray();
        var census = new SegmentCensus(survey, shop.Input, people);

        for (var cluster = 0; cluster < survey.Sizes.Length; cluster++)
        {
            var main = census.MainCategories(cluster)[0];
            var first = census.Profile(cluster).Groups.Single(group => group.Title == "Categories").Rows[0];

            Assert.Equal(main, first.Name);
            Assert.True(first.Share.Difference > 0.1);
        }
    }

    private static IEnumerable<int> Outside(ClusterSurvey survey)
    {
        var places = survey.Places.ToArray();
        return Enumerable.Range(0, places.Length).Where(customer => places[customer].Cluster < 0);
    }
}
