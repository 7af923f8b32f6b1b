namespace Personalize.Web.Demo;

/// <summary>A kind of customer: which shelves attract them, and who they tend to be.</summary>
/// <param name="Tastes">Shelf name and weight.</param>
/// <param name="FemaleShare">Among those who say.</param>
/// <param name="Evening">0 for people of the morning, 1 for people of the night.</param>
internal sealed record Persona(
    string Name, int AgeFrom, int AgeTo, double FemaleShare, double Evening, (string Shelf, double Weight)[] Tastes)
{
    public static IReadOnlyList<Persona> All { get; } =
    [
        new("Trail walker", 26, 68, 0.50, 0.2, [("Hiking", 5), ("Camping", 3), ("Travel", 1), ("Wildlife", 1)]),
        new("Alpinist", 20, 48, 0.38, 0.4, [("Climbing", 4), ("Winter Sports", 4), ("Hiking", 1), ("Strength", 1)]),
        new("Runner", 20, 58, 0.48, 0.1, [("Running", 5), ("Wearables", 2), ("Yoga", 1), ("Swimming", 1)]),
        new("Cyclist", 22, 62, 0.35, 0.3, [("Cycling", 5), ("Wearables", 1), ("Running", 1), ("Coffee", 1)]),
        new("Angler", 28, 72, 0.18, 0.1, [("Fishing", 5), ("Grilling", 2), ("Camping", 1), ("Wildlife", 1)]),
        new("Home cook", 24, 70, 0.58, 0.5, [("Cookware", 3), ("Knives", 2), ("Cookbooks", 2), ("Grilling", 1), ("Vegetables", 1)]),
        new("Baker", 22, 66, 0.66, 0.3, [("Baking", 5), ("Cookbooks", 2), ("Coffee", 1), ("Cookware", 1)]),
        new("Barista", 20, 52, 0.42, 0.4, [("Coffee", 5), ("Vinyl", 1), ("Audio", 1), ("Baking", 1)]),
        new("Gardener", 32, 78, 0.60, 0.1, [("Planting", 4), ("Vegetables", 3), ("Garden Tools", 3), ("Wildlife", 2), ("Patio", 1)]),
        new("Reader", 18, 80, 0.60, 0.8, [("Crime", 4), ("History", 2), ("Science Fiction", 1), ("Travel", 1), ("Fragrance", 0.5)]),
        new("Dreamer", 16, 45, 0.45, 1.0, [("Science Fiction", 5), ("Gaming", 3), ("Puzzles & Games", 1), ("Vinyl", 1)]),
        new("Gadget fan", 18, 55, 0.30, 0.9, [("Smart Home", 4), ("Audio", 2), ("Wearables", 2), ("Gaming", 2)]),
        new("Photographer", 20, 64, 0.46, 0.5, [("Photography", 5), ("Travel", 2), ("Bags", 1), ("Hiking", 1)]),
        new("Young family", 25, 46, 0.62, 0.7, [("Baby", 3), ("Building Toys", 3), ("Crafts for Kids", 2), ("Outdoor Play", 2), ("Puzzles & Games", 1)]),
        new("Dog owner", 22, 70, 0.56, 0.3, [("Dogs", 4), ("Dog Food", 5), ("Hiking", 1), ("Patio", 0.5)]),
        new("Cat owner", 20, 72, 0.64, 0.7, [("Cats", 4), ("Cat Food", 5), ("Crime", 1), ("Knitting", 0.5)]),
        new("Aquarist", 18, 60, 0.28, 0.8, [("Aquarium", 6), ("Smart Home", 1), ("Wildlife", 1)]),
        new("Beauty lover", 16, 52, 0.86, 0.8, [("Skincare", 4), ("Make-up", 3), ("Hair", 2), ("Fragrance", 2)]),
        new("Groomed gent", 20, 58, 0.06, 0.5, [("Grooming", 5), ("Fragrance", 1), ("Denim", 1), ("Shoes", 1)]),
        new("Fashion follower", 16, 48, 0.70, 0.8, [("Denim", 3), ("Shoes", 3), ("Bags", 2), ("Jewellery", 2), ("Knitwear", 2), ("Make-up", 1)]),
        new("Knitter", 24, 76, 0.88, 0.6, [("Knitting", 5), ("Sewing", 3), ("Knitwear", 1), ("Crime", 1)]),
        new("Maker", 24, 70, 0.40, 0.4, [("Woodwork", 4), ("Pottery", 2), ("Painting", 2), ("Garden Tools", 1)]),
        new("Musician", 16, 60, 0.38, 1.0, [("Guitars", 4), ("Recording", 3), ("Keys", 2), ("Drums", 1), ("Vinyl", 2)]),
        new("Yogi", 20, 60, 0.78, 0.1, [("Yoga", 5), ("Skincare", 2), ("Cookbooks", 1), ("Fragrance", 1), ("Swimming", 1)]),
        new("Gym regular", 18, 46, 0.36, 0.6, [("Strength", 5), ("Wearables", 1), ("Running", 1), ("Grooming", 1)]),
    ];
}
