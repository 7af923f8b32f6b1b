using Personalize.Engine;
using Personalize.Engine.Content;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine;

/// <summary>Changes of the input that must not, or must exactly so, change the output.</summary>
public sealed class MetamorphicTests
{
    private const int Customers = 60;
    private const int Items = 48;
    private static readonly SmallShop Shop = SmallShop.Make(Customers, Items);

    [Fact]
    public void Renaming_items_permutes_scores()
    {
        var random = new Random(4);
        int[] newNumber = [.. Enumerable.Range(0, Items)];
        random.Shuffle(newNumber);
        var (plain, renamed) = (Trained(Shop.Input), Trained(Permuted(newNumber)));
        var facts = new CustomerFacts { Interests = ["coffee", "rope"] };
        var (query, other) = (QueryFactory.Build(plain, facts, SmallShop.AsOf), QueryFactory.Build(renamed, facts, SmallShop.AsOf));

        for (var item = 0; item < Items; item++)
        {
            foreach (var (one, two) in new (IScorer, IScorer)[] { (plain.Content, renamed.Content), (plain.Popularity, renamed.Popularity) })
            {
                Assert.Equal(one.Explain(query, item, 0).Score, two.Explain(other, newNumber[item], 0).Score, 1e-6);
            }
        }
    }

    [Fact]
    public void Doubling_every_activity_keeps_every_cluster_and_its_centre()
    {
        var input = Shop.Input;
        var builder = new InteractionMatrixBuilder(Customers, Items);
        for (var customer = 0; customer < Customers; customer++)
        {
            var row = input.Activities.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) builder.Add(customer, row.Columns[at], 2 * row.Values[at]);
        }
        var doubled = Trained(input with { Activities = input.Activities with { Interactions = builder.Build() } });

        var plain = Trained(input);

        Assert.Equal(plain.Clusters.Labels.ToArray(), doubled.Clusters.Labels.ToArray());
        Assert.Equal(plain.Clusters.Centroids.Values.ToArray(), doubled.Clusters.Centroids.Values.ToArray());
    }

    [Fact]
    public void Decaying_everything_further_changes_no_popularity_list()
    {
        var later = Trained(Shop.Input with { Popularity = [.. Shop.Input.Popularity.Select(mass => mass * 1e-18)] });

        Assert.Equal(Popular(Trained(Shop.Input)), Popular(later));
    }

    private static IEnumerable<int> Popular(ModelSet models) => Recommender.Recommend(
        models, QueryFactory.Build(models, CustomerFacts.Stranger, SmallShop.AsOf), new RecommendationRequest { Count = Items })
        .Items.Select(item => item.Item);

    private static ModelSet Trained(TrainingInput input) => new ModelSetTrainer().Train(input, 1, SmallShop.AsOf, SmallShop.Run());

    private static TrainingInput Permuted(int[] newNumber)
    {
        var input = Shop.Input;
        var items = new CatalogueItem[Items];
        var popularity = new double[Items];
        for (var item = 0; item < Items; item++)
        {
            items[newNumber[item]] = input.Items[item] with { Sku = $"S{newNumber[item]:D4}" };
            popularity[newNumber[item]] = input.Popularity[item];
        }
        var builder = new InteractionMatrixBuilder(Customers, Items);
        for (var customer = 0; customer < Customers; customer++)
        {
            var row = input.Activities.Interactions.Row(customer);
            for (var at = 0; at < row.Columns.Length; at++) builder.Add(customer, newNumber[row.Columns[at]], row.Values[at]);
        }
        return input with { Activities = input.Activities with { Interactions = builder.Build() }, Items = items, Popularity = popularity };
    }
}
