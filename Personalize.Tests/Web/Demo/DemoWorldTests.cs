using System.Security.Cryptography;
using System.Text;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;
using Personalize.Web.Demo;

namespace Personalize.Tests.Web.Demo;

public sealed class DemoWorldTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<DemoWorld> World = new(() => DemoWorld.Generate(DemoWorld.DefaultSeed, DemoSize.Default, Now));

    [Fact]
    public void The_same_seed_gives_the_same_world()
    {
        var size = new DemoSize(Customers: 100, Activities: 2_000, Days: 60);

        Assert.Equal(Hash(DemoWorld.Generate(5, size, Now)), Hash(DemoWorld.Generate(5, size, Now)));
        Assert.NotEqual(Hash(DemoWorld.Generate(5, size, Now)), Hash(DemoWorld.Generate(6, size, Now)));
    }

    [Fact]
    public void It_has_the_promised_size()
    {
        Assert.Equal(600, World.Value.Items.Count);
        Assert.Equal(2_000, World.Value.Customers.Count);
        Assert.Equal(60_000, World.Value.Activities.Count);
        Assert.Equal(60_000, World.Value.Activities.Select(activity => activity.Id).Distinct().Count());
    }

    [Fact]
    public void Everything_fits_the_tables()
    {
        Assert.All(World.Value.Items, one =>
        {
            Assert.InRange(one.Item.Sku.Length, 1, Item.SkuMaxLength);
            Assert.InRange(one.Item.Title.Length, 1, Item.TitleMaxLength);
            Assert.True(one.Item.PriceCents > 0);
        });
        Assert.All(World.Value.Customers, one =>
        {
            Assert.True(one.Customer.Gender is null or { Length: <= Customer.GenderMaxLength });
            Assert.InRange(one.Customer.SentimentScore ?? 0.5, 0, 1);
        });
        Assert.All(World.Value.Activities, one => Assert.True(one.Text is null or { Length: <= Activity.TextMaxLength }));
        Assert.Equal(600, World.Value.Items.Select(one => one.Item.Sku).Distinct().Count());
        Assert.Equal(600, World.Value.Items.Select(one => one.Item.Title).Distinct().Count());
    }

    [Fact]
    public void Everything_lies_in_the_last_half_year_oldest_first()
    {
        var times = World.Value.Activities.Select(activity => activity.At).ToArray();

        Assert.All(times, at => Assert.InRange(at, Now.AddDays(-181), Now));
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Nobody_touches_an_item_before_it_is_in_the_shop_or_buys_it_twice()
    {
        Assert.All(World.Value.Activities, one => Assert.True(World.Value.Items[one.Item].Item.CreatedAt <= one.At));
        var bought = World.Value.Activities.Where(one => one.Kind == ActivityKind.Purchase).ToArray();
        Assert.Equal(bought.Length, bought.Select(one => (one.Customer, one.Item)).Distinct().Count());
    }

    [Fact]
    public void Some_customers_are_strangers()
    {
        var seen = World.Value.Activities.Select(activity => activity.Customer).ToHashSet();
        var cold = World.Value.Customers.Where((_, number) => !seen.Contains(number)).ToArray();

        Assert.InRange(cold.Count(one => one.Customer.Interests.Count > 0), 80, 240);
        Assert.InRange(cold.Count(one => one.Customer is { Interests.Count: 0, Age: null, Gender: null }), 40, 140);
    }

    [Fact]
    public void Tastes_can_be_learnt()
    {
        // Of what people look at, most stands on the shelves of their persona; by chance it would be 4 or 5 of 60 shelves.
        var onTaste = World.Value.Activities.Count(one => World.Value.Customers[one.Customer].Persona.Tastes
            .Any(taste => taste.Shelf == World.Value.Items[one.Item].Shelf.Name));

        Assert.InRange((double)onTaste / World.Value.Activities.Count, 0.45, 0.90);
    }

    [Fact]
    public void Words_follow_stars_and_vary()
    {
        var comments = World.Value.Activities.Where(one => one.Kind == ActivityKind.Comment).ToArray();

        Assert.All(comments, one => Assert.False(string.IsNullOrWhiteSpace(one.Text)));
        Assert.All(comments, one => Assert.DoesNotContain('{', one.Text!));
        Assert.True(comments.Select(one => one.Text).Distinct().Count() > 300);
        Assert.Equal([1, 2, 3, 4, 5], comments.Select(one => one.Value).Distinct().Order());
    }

    [Fact]
    public void Every_taste_names_a_shelf()
    {
        var shelves = DemoCatalogue.Departments.SelectMany(department => department.Shelves).Select(shelf => shelf.Name).ToHashSet();

        Assert.All(Persona.All.SelectMany(persona => persona.Tastes), taste => Assert.Contains(taste.Shelf, shelves));
    }

    private static string Hash(DemoWorld world)
    {
        var text = new StringBuilder();
        foreach (var one in world.Items) text.Append(one.Item.Title).Append(one.Item.PriceCents).Append(one.Item.Description);
        foreach (var one in world.Customers) text.AppendJoin(',', one.Customer.Interests).Append(one.Customer.Age);
        foreach (var one in world.Activities) text.Append(one);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
