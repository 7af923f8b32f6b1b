using Personalize.Engine;
using Personalize.Engine.Diversity;
using Personalize.Engine.Interactions;
using Personalize.Engine.Replay;
using Personalize.Engine.Rules;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine.Replay;

public sealed class ReplayTests
{
    private static readonly ModelSet Models = SmallShop.Make().Train();

    private static readonly Shelf Shelf = new(
        new Dictionary<int, string> { [5] = "inactive", [17] = "inactive" }, [.. Enumerable.Range(0, 120).Select(item => $"Theme {item % 6}")]);

    [Fact]
    public void A_list_replays_to_the_bit_from_its_bytes_and_the_file_of_its_models()
    {
        using var file = new MemoryStream();
        ModelFile.Save(Models, file);
        file.Position = 0;
        var loaded = ModelFile.Load(file);
        for (var seed = 0; seed < 200; seed++)
        {
            var recipe = Drawn(new Random(seed));
            ListRecord made = new(recipe, ListOutcome.Of(recipe.Make(Models)));

            var read = ListRecord.Read(made.ToBytes(), Shelf.Read(Shelf.Content));

            Assert.NotEmpty(made.Outcome.Items);
            Assert.Null(read.Replay(loaded));
        }
    }

    [Fact]
    public void A_list_is_not_replayed_with_models_of_another_training()
    {
        var recipe = Drawn(new Random(1));
        ListRecord made = new(recipe, ListOutcome.Of(recipe.Make(Models)));

        Assert.Throws<ArgumentException>(() => made.Replay(Models with { Version = Models.Version + 1 }));
        Assert.Throws<ArgumentException>(() => made.Replay(Models with { TrainedAt = Models.TrainedAt.AddTicks(1) }));
    }

    [Fact]
    public void Whatever_differs_is_told()
    {
        ListOutcome was = new(Rung.FullHistory, new Dictionary<string, double> { ["content"] = .6, ["popularity"] = .4 }, [new(4, .5), new(7, .25)]);

        Assert.Null(was.DifferenceTo(was with { Items = [.. was.Items], Weights = new Dictionary<string, double>(was.Weights) }));
        Assert.Equal("it was served by FullHistory, and now by SomeHistory", was.DifferenceTo(was with { Rung = Rung.SomeHistory }));
        Assert.Equal("it weighed 2 scorers, and now 1", was.DifferenceTo(was with { Weights = new Dictionary<string, double> { ["content"] = .6 } }));
        Assert.Equal("it weighed 'content', which is gone", was.DifferenceTo(was with { Weights = new Dictionary<string, double> { ["x"] = .6, ["popularity"] = .4 } }));
        Assert.Equal("'popularity' had the weight 0.4, and now 0.3", was.DifferenceTo(was with { Weights = new Dictionary<string, double> { ["content"] = .6, ["popularity"] = .3 } }));
        Assert.Equal("place 2 held item number 7, and now 8", was.DifferenceTo(was with { Items = [new(4, .5), new(8, .25)] }));
        Assert.Equal("place 1 scored 0.5, and now 0.5000000000000001", was.DifferenceTo(was with { Items = [new(4, Math.BitIncrement(.5)), new(7, .25)] }));
        Assert.Equal("it held 2 items, and now 1", was.DifferenceTo(was with { Items = [new(4, .5)] }));
    }

    /// <summary>Strangers, newcomers and regulars; every other list with own weights, rules, limits or variety.</summary>
    private static ListRecipe Drawn(Random random)
    {
        var at = SmallShop.AsOf.AddHours(random.Next(48)).AddTicks(random.Next());
        var facts = new CustomerFacts
        {
            CustomerId = random.Next(2) == 0 ? $"C{random.Next(240):D5}" : null,
            Interests = random.Next(2) == 0 ? [] : ["coffee", "trail running"],
            DeclaredPurchases = random.Next(3) == 0 ? ["garden shovel set"] : [],
            History = [.. Enumerable.Range(0, random.Next(3) * random.Next(20)).Select(_ =>
                new ItemTouch(random.Next(120), (ActivityKind)random.Next(5), at.AddTicks(-random.NextInt64(TimeSpan.TicksPerDay * 90)), random.Next(1, 4)))],
        };
        Dictionary<string, double>? weights = null;
        if (random.Next(2) == 0)
        {
            var drawn = Models.Weights.Keys.ToDictionary(scorer => scorer, _ => random.NextDouble());
            var sum = drawn.Values.Sum();
            weights = drawn.ToDictionary(weight => weight.Key, weight => weight.Value / sum);
        }
        return ListRecipe.Of(Models, facts, at, new RecommendationRequest
        {
            Count = random.Next(1, 30),
            Weights = weights,
            Rules = random.Next(2) == 0 ? new ItemRules { Unavailable = Shelf.Unavailable } : new ItemRules
            {
                Unavailable = Shelf.Unavailable,
                Owned = new HashSet<int> { random.Next(120), random.Next(120) },
                Cooldowns = new Dictionary<int, TimeSpan> { [random.Next(120)] = TimeSpan.FromDays(30) },
                Shown = new Dictionary<int, int> { [random.Next(120)] = 3 },
                MostShown = 2,
                Pins = new Dictionary<int, int> { [1] = random.Next(120), [4] = random.Next(120) },
                MostRepeats = random.Next(3),
            },
            Diversity = random.Next(2) == 0 ? null : new DiversitySettings { RelevanceShare = random.NextDouble() },
            Categories = random.Next(2) == 0 ? null : new CategoryCap(2, Shelf.CategoryOf),
        });
    }
}
