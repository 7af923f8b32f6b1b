namespace Personalize.Web.Demo.Departments;

internal static class FamilyDepartments
{
    public static Department Kids { get; } = new(
        "Kids",
        ["Little Fjord", "Bumble & Bear", "Pocket Moon", "Toadstool", "Hopscotch"],
        ["Pippa", "Otto", "Marlow", "Juniper", "Bruno", "Tilda", "Rufus", "Wren"],
        [
            new("Building Toys", ["building", "toys", "kids"], 10, 150, 12,
                ["Wooden Block Set", "Marble Run", "Magnetic Tiles", "Train Set", "Crane Kit"],
                ["keeps three ages busy at once", "fits together with other sets", "survives being trodden on"]),
            new("Puzzles & Games", ["board games", "puzzles", "family"], 8, 60, 12,
                ["Family Board Game", "Jigsaw 500 Pieces", "Memory Game", "Card Game", "Cooperative Game"],
                ["explains itself in five minutes", "lets the youngest win honestly", "ends before bedtime"]),
            new("Baby", ["baby", "parenting", "family"], 6, 320, 0,
                ["Baby Carrier", "Muslin Set", "Play Mat", "Night Light", "Weaning Set"],
                ["washes at sixty degrees", "has no corners to worry about", "calms at three in the morning"]),
            new("Crafts for Kids", ["crafts", "kids", "painting"], 5, 45, 11,
                ["Finger Paint Set", "Bead Kit", "Modelling Clay", "Origami Set", "First Sewing Kit"],
                ["comes off clothes", "fills a rainy Sunday", "ends with something to give away"]),
            new("Outdoor Play", ["toys", "kids", "summer"], 9, 240, 6,
                ["Balance Bike", "Sandpit", "Kite", "Garden Swing", "Insect Explorer Kit"],
                ["gets them off the sofa", "grows with the child", "flies in a light breeze"]),
        ]);

    public static Department Pets { get; } = new(
        "Pets",
        ["Barkley", "Whisker Lane", "Tail & Trail", "Fetchwood", "Pebble Paw"],
        ["Scout", "Luna", "Maple", "Ziggy", "Hazel", "Biscuit", "Indie", "Poppy"],
        [
            new("Dogs", ["dogs", "pets", "walking"], 6, 160, 0,
                ["Dog Harness", "Orthopaedic Dog Bed", "Rope Toy", "Rain Coat for Dogs", "Training Lead 10 m"],
                ["survives a determined terrier", "spares the neck", "washes after muddy walks"]),
            new("Cats", ["cats", "pets"], 5, 190, 0,
                ["Scratching Tree", "Cat Tunnel", "Feather Wand", "Water Fountain", "Window Perch"],
                ["is preferred to the sofa", "stands firm at full gallop", "hums so quietly that cats drink"]),
            new("Dog Food", ["dogs", "pet food", "pets"], 8, 75, 0,
                ["Grain-Free Kibble", "Dental Sticks", "Puppy Food", "Training Treats", "Salmon Oil"],
                ["agrees with delicate stomachs", "is made from named ingredients", "closes with a zip"]),
            new("Cat Food", ["cats", "pet food", "pets"], 6, 60, 0,
                ["Wet Food Variety Pack", "Senior Cat Food", "Kitten Kibble", "Freeze-Dried Snacks", "Catnip"],
                ["passes the fussiest judge", "keeps the coat glossy", "comes in single portions"]),
            new("Aquarium", ["aquarium", "fish", "pets"], 7, 280, 1,
                ["Planted Aquarium 60 L", "External Filter", "Aquarium LED", "Aquascaping Set", "Water Test Kit"],
                ["grows plants without algae", "runs silently beside the bed", "warns before the fish do"]),
        ]);
}
