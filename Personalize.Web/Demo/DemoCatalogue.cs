using System.Globalization;
using Personalize.Data.Catalogue;
using Personalize.Web.Demo.Departments;

namespace Personalize.Web.Demo;

/// <summary>An item of the demo shop with what nobody sees: how well liked it is.</summary>
/// <param name="Appeal">How often it is picked among its shelf; above 0.</param>
/// <param name="Quality">What reviews say, in [0, 1].</param>
internal sealed record DemoItem(Item Item, Shelf Shelf, Department Department, double Appeal, double Quality);

/// <summary>600 items: twelve departments of five shelves, each product in two makes.</summary>
internal static class DemoCatalogue
{
    private const int MakesPerProduct = 2;
    private const double InactiveShare = 0.02;

    public static IReadOnlyList<Department> Departments { get; } =
    [
        OutdoorDepartments.Outdoor, OutdoorDepartments.Sports, HomeDepartments.Kitchen, HomeDepartments.Garden,
        MediaDepartments.Books, MediaDepartments.Electronics, FamilyDepartments.Kids, FamilyDepartments.Pets,
        StyleDepartments.Beauty, StyleDepartments.Fashion, MakingDepartments.Craft, MakingDepartments.Music,
    ];

    /// <param name="now">Items came to the shop during the year before, most of them long ago.</param>
    public static IReadOnlyList<DemoItem> Stock(Random random, DateTimeOffset now)
    {
        List<DemoItem> items = [];
        foreach (var department in Departments)
        {
            foreach (var shelf in department.Shelves)
            {
                for (var product = 0; product < shelf.Products.Length; product++)
                {
                    for (var make = 0; make < MakesPerProduct; make++)
                        items.Add(Make(random, now, department, shelf, product, make, items.Count + 1));
                }
            }
        }

        return items;
    }

    private static DemoItem Make(
        Random random, DateTimeOffset now, Department department, Shelf shelf, int product, int make, int number)
    {
        // Neighbouring makes of one product never share a brand or a line, so titles are unique.
        var brand = department.Brands[(random.Next(2) + product + (make * 2)) % department.Brands.Length];
        var line = department.Lines[((product * 3) + (make * 4) + random.Next(3)) % department.Lines.Length];
        var name = shelf.Products[product];
        var created = now.AddDays(-(random.NextDouble() < 0.08 ? random.Next(2, 30) : random.Next(190, 400)));
        var item = new Item
        {
            Sku = string.Create(CultureInfo.InvariantCulture, $"{department.Name[..3].ToUpperInvariant()}-{number:D4}"),
            Title = $"{brand} {line} {name}",
            Description = Describe(random, shelf, name, brand),
            Category = $"{department.Name} / {shelf.Name}",
            Brand = brand,
            PriceCents = Price(random, shelf, make),
            Tags = [.. shelf.Tags.Take(2), .. shelf.Tags.Skip(2).Where(_ => random.NextDouble() < 0.6)],
            Active = random.NextDouble() >= InactiveShare,
            CreatedAt = created,
            UpdatedAt = created,
        };
        // A few favourites and a long tail, as in every shop.
        var appeal = Math.Exp(0.9 * Draw.Normal(random));
        return new DemoItem(item, shelf, department, appeal, Math.Clamp(0.66 + (0.17 * Draw.Normal(random)), 0.1, 0.98));
    }

    private static string Describe(Random random, Shelf shelf, string product, string brand)
    {
        var first = random.Next(shelf.Features.Length);
        var second = (first + 1 + random.Next(shelf.Features.Length - 1)) % shelf.Features.Length;
        var opening = random.Next(3) switch
        {
            0 => $"{product} by {brand} for everybody who loves {shelf.Tags[0]}.",
            1 => $"A {shelf.Tags[0]} favourite: the {product} that {brand} is known for.",
            _ => $"The {product} that {brand} makes with {shelf.Tags[0]} and {shelf.Tags[1]} in mind.",
        };
        return $"{opening} It {shelf.Features[first]}. It also {shelf.Features[second]}.";
    }

    // The second make is the better one; prices end in .90, .95 or .00.
    private static long Price(Random random, Shelf shelf, int make)
    {
        var position = Math.Clamp((0.25 + (0.35 * make)) + (0.18 * Draw.Normal(random)), 0, 1);
        var euros = shelf.PriceFrom * Math.Pow((double)shelf.PriceTo / shelf.PriceFrom, position);
        return ((long)Math.Round(euros) * 100) - (random.Next(3) * 5);
    }
}
