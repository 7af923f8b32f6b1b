namespace Personalize.Web.Demo.Departments;

internal static class HomeDepartments
{
    public static Department Kitchen { get; } = new(
        "Kitchen",
        ["Casa Forno", "Brightwell", "Hearth & Oak", "Mirepoix", "Saltmarsh"],
        ["Classic", "Chef", "Provence", "Studio", "Heritage", "Everyday", "Bistro", "Ember"],
        [
            new("Coffee", ["coffee", "espresso", "barista"], 12, 640, 11,
                ["Espresso Machine", "Burr Coffee Grinder", "Pour-Over Set", "Milk Frother", "Moka Pot"],
                ["pulls a shot with thick crema", "grinds evenly from espresso to filter", "is ready before the toast"]),
            new("Baking", ["baking", "bread", "cakes"], 8, 420, 12,
                ["Stand Mixer", "Proofing Basket", "Springform Tin", "Digital Kitchen Scale", "Silicone Baking Mat"],
                ["kneads heavy dough without walking", "releases cakes in one piece", "weighs to the gram"]),
            new("Cookware", ["cooking", "cookware", "recipes"], 18, 290, 11,
                ["Cast Iron Skillet", "Enamelled Casserole", "Carbon Steel Wok", "Stainless Saucepan", "Copper Sauté Pan"],
                ["holds heat for a proper sear", "goes from hob to oven to table", "lasts longer than its owner"]),
            new("Knives", ["knives", "cooking", "sharpening"], 14, 260, 12,
                ["Chef's Knife 20 cm", "Bread Knife", "Santoku Knife", "Whetstone 1000/6000", "Magnetic Knife Rack"],
                ["slices tomatoes under its own weight", "keeps its edge for months", "balances at the bolster"]),
            new("Grilling", ["grilling", "barbecue", "summer"], 15, 560, 6,
                ["Kettle Grill", "Pizza Stone", "Meat Thermometer", "Grill Tong Set", "Smoker Box"],
                ["gets steaks dark outside and pink inside", "reads core temperature in two seconds", "turns the patio into a smokehouse"]),
        ]);

    public static Department Garden { get; } = new(
        "Garden",
        ["Greenhaugh", "Fernleigh", "Root & Rake", "Meadowlark", "Terra Nuova"],
        ["Orchard", "Cottage", "Clover", "Hedgerow", "Arbor", "Willow", "Bramble", "Solstice"],
        [
            new("Planting", ["gardening", "plants", "flowers"], 4, 60, 4,
                ["Wildflower Seed Mix", "Tulip Bulb Collection", "Raised Bed Kit", "Potting Compost", "Propagator Tray"],
                ["flowers from May until frost", "germinates without fuss", "feeds bees and hoverflies"]),
            new("Vegetables", ["vegetables", "gardening", "self-sufficiency"], 3, 90, 4,
                ["Tomato Seed Collection", "Herb Growing Set", "Potato Grow Bags", "Salad Seed Tape", "Cold Frame"],
                ["crops on a balcony", "was bred for flavour before looks", "extends the season at both ends"]),
            new("Garden Tools", ["gardening", "tools", "pruning"], 9, 220, 3,
                ["Bypass Secateurs", "Garden Fork", "Cordless Hedge Trimmer", "Hand Trowel", "Wheelbarrow"],
                ["cuts clean and heals fast", "has an ash handle that fits the hand", "shrugs off clay"]),
            new("Patio", ["patio", "furniture", "summer"], 25, 680, 6,
                ["Folding Bistro Set", "Parasol 3 m", "Outdoor Cushion", "Fire Bowl", "Solar String Lights"],
                ["stays outside all year", "folds flat for the winter", "makes evenings longer"]),
            new("Wildlife", ["birds", "wildlife", "nature"], 6, 95, 2,
                ["Nesting Box", "Bird Feeder", "Hedgehog House", "Bee Hotel", "Compact Binoculars"],
                ["brought blue tits within a week", "cleans in a minute", "keeps squirrels guessing"]),
        ]);
}
