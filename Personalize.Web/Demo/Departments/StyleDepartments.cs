namespace Personalize.Web.Demo.Departments;

internal static class StyleDepartments
{
    public static Department Beauty { get; } = new(
        "Beauty",
        ["Maison Aube", "Calyx", "Fjordbloom", "Velvet Hour", "Botanica Lab"],
        ["Aurora", "Dew", "Silk", "Rituel", "Bare", "Nectar", "Halo", "Clarity"],
        [
            new("Skincare", ["skincare", "beauty", "wellness"], 7, 95, 1,
                ["Vitamin C Serum", "Hyaluronic Cream", "Gentle Cleanser", "Night Oil", "Clay Mask"],
                ["calms skin within a week", "has no perfume and no colour", "absorbs before the bus comes"]),
            new("Make-up", ["make-up", "beauty", "fashion"], 6, 60, 12,
                ["Liquid Lipstick", "Mascara", "Skin Tint", "Eyeshadow Palette", "Brow Gel"],
                ["stays through dinner", "blends with a finger", "comes in twelve honest shades"]),
            new("Hair", ["haircare", "beauty", "styling"], 6, 260, 10,
                ["Repair Shampoo", "Hair Dryer", "Curl Cream", "Scalp Brush", "Argan Hair Oil"],
                ["tames humidity", "dries without the roar", "brings curls back"]),
            new("Fragrance", ["perfume", "fragrance", "gifts"], 18, 190, 12,
                ["Eau de Parfum", "Scented Candle", "Reed Diffuser", "Solid Perfume", "Discovery Set"],
                ["opens with bergamot and ends in cedar", "gets asked about in lifts", "fills a room and does not shout"]),
            new("Grooming", ["grooming", "shaving", "beard"], 6, 180, 6,
                ["Safety Razor", "Beard Oil", "Electric Trimmer", "Shaving Soap", "Aftershave Balm"],
                ["gives a close shave without burn", "softens in two days", "works wet and dry"]),
        ]);

    public static Department Fashion { get; } = new(
        "Fashion",
        ["Harrow & Lane", "Sommer", "Tide Row", "Atelier Nord", "Common Thread"],
        ["Ada", "Linden", "Marais", "Oslo", "Camden", "Rosa", "Hugo", "Vera"],
        [
            new("Knitwear", ["knitwear", "fashion", "winter"], 29, 190, 11,
                ["Lambswool Jumper", "Merino Cardigan", "Cashmere Scarf", "Cable-Knit Beanie", "Roll-Neck"],
                ["warms without itching", "keeps its shape after washing", "goes with everything else you own"]),
            new("Denim", ["denim", "fashion", "jeans"], 39, 160, 9,
                ["Straight Jeans", "Denim Jacket", "Wide-Leg Jeans", "Denim Shirt", "Selvedge Jeans"],
                ["fades beautifully", "uses organic cotton and half the water", "fits at the waist at last"]),
            new("Shoes", ["shoes", "fashion", "sneakers"], 45, 240, 3,
                ["White Sneakers", "Chelsea Boots", "Leather Loafers", "Canvas Shoes", "Ankle Boots"],
                ["needs no breaking in", "can be resoled", "looks better in its second year"]),
            new("Bags", ["bags", "fashion", "travel"], 25, 320, 5,
                ["Leather Tote", "Crossbody Bag", "Weekender", "Roll-Top Backpack", "Laptop Sleeve"],
                ["swallows a laptop and a loaf", "passes as cabin luggage", "has a pocket that fits the keys"]),
            new("Jewellery", ["jewellery", "gifts", "fashion"], 19, 420, 12,
                ["Silver Hoop Earrings", "Pearl Necklace", "Signet Ring", "Charm Bracelet", "Gold-Plated Studs"],
                ["comes in a box worth keeping", "does not turn ears green", "catches light without trying"]),
        ]);
}
