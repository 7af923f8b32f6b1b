using Personalize.Engine.Clusters;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Clusters;

public sealed class ClusterSurveyTests
{
    [Fact]
    public void Everybody_of_the_training_is_placed_where_the_training_placed_them()
    {
        var shop = SmallShop.Make();
        var set = shop.Train();

        var survey = ClusterSurvey.Of(set, shop.Input, SmallShop.Run());

        Assert.Equal(set.Clusters.Labels.ToArray(), survey.Places.ToArray().Select(place => place.Cluster));
        Assert.Equal(set.Customers.Count, survey.PlacedCount + set.Clusters.Labels.ToArray().Count(label => label < 0));
        Assert.Equal(survey.PlacedCount, survey.Sizes.ToArray().Sum());
    }

    [Fact]
    public void Representatives_are_the_members_of_greatest_cosine_in_order()
    {
        var shop = SmallShop.Make();
        var survey = ClusterSurvey.Of(shop.Train(), shop.Input, SmallShop.Run());

        for (var cluster = 0; cluster < survey.Sizes.Length; cluster++)
        {
            var nearest = survey.Representatives(cluster, 3);
            var cosines = survey.Places.ToArray().Where(place => place.Cluster == cluster).Select(place => place.Cosine).OrderDescending();

            Assert.Equal(cosines.Take(3), nearest.Select(one => one.Cosine));
            Assert.All(nearest, one => Assert.InRange(one.Cosine, double.Epsilon, 1));
        }
    }

    [Fact]
    public void Of_many_customers_a_thousand_are_sampled_and_the_same_seed_draws_the_same()
    {
        var shop = SmallShop.Make(customers: 1100);
        var set = shop.Train();

        var survey = ClusterSurvey.Of(set, shop.Input, SmallShop.Run(threads: 1));
        var again = ClusterSurvey.Of(set, shop.Input, SmallShop.Run(threads: 3));

        Assert.Equal(ClusterSurvey.MostSampled, survey.Sample.Length);
        Assert.Equal(survey.Sample.ToArray(), again.Sample.ToArray());
        Assert.Equal(survey.Projection.X.ToArray(), again.Projection.X.ToArray());
        Assert.Equal(survey.Projection.Y.ToArray(), again.Projection.Y.ToArray());
        Assert.Equal(survey.Silhouette, again.Silhouette);
        Assert.InRange(survey.Silhouette, 0.1, 1);
    }

    [Fact]
    public void Items_that_the_set_does_not_know_are_passed_over()
    {
        var shop = SmallShop.Make();
        var set = SmallShop.Make(items: 60).Train();

        var survey = ClusterSurvey.Of(set, shop.Input, SmallShop.Run());

        Assert.Equal(shop.Input.Interests.Count, survey.Places.Length);
        Assert.True(survey.PlacedCount > 0);
    }

    [Fact]
    public void Nobody_gives_an_empty_survey()
    {
        var shop = SmallShop.Nothing();

        var survey = ClusterSurvey.Of(shop.Train(), shop.Input, SmallShop.Run());

        Assert.Equal(0, survey.PlacedCount);
        Assert.True(survey.Sample.IsEmpty && survey.Projection.X.IsEmpty);
        Assert.True(double.IsNaN(survey.Silhouette));
    }
}
