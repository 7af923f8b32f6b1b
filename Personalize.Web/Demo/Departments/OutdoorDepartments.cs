namespace Personalize.Web.Demo.Departments;

internal static class OutdoorDepartments
{
    public static Department Outdoor { get; } = new(
        "Outdoor",
        ["Norrfell", "Treeline", "Kestrel & Co", "Alpenhof", "Wayfarer"],
        ["Ridge", "Summit", "Cairn", "Basin", "Traverse", "Drift", "Larch", "Moraine"],
        [
            new("Hiking", ["hiking", "trekking", "nature"], 25, 210, 5,
                ["Hiking Boots", "Trekking Poles", "Day Pack 24 L", "Merino Hiking Socks", "Rain Jacket"],
                ["keeps feet and shoulders happy on long trails", "dries overnight in a mountain hut", "weighs little and forgives rough ground"]),
            new("Camping", ["camping", "tents", "nature"], 20, 420, 7,
                ["Two-Person Tent", "Down Sleeping Bag", "Inflatable Camping Mat", "Gas Camping Stove", "Camping Lantern"],
                ["packs small enough for a weekend on foot", "stands a night of wind and rain", "sets up in minutes after dark"]),
            new("Climbing", ["climbing", "bouldering"], 15, 190, 9,
                ["Climbing Shoes", "Climbing Harness", "Single Rope 60 m", "Chalk Bag", "Quickdraw Set"],
                ["gives confidence on small holds", "was tested on granite and in the gym", "carries the certificate that partners ask for"]),
            new("Fishing", ["fishing", "angling"], 12, 240, 6,
                ["Spinning Rod", "Fly Reel", "Tackle Box", "Chest Waders", "Landing Net"],
                ["works in river and lake", "casts far without effort", "stands up to salt water"]),
            new("Winter Sports", ["skiing", "snowboarding", "winter"], 30, 520, 1,
                ["Touring Skis", "Snowboard Bindings", "Ski Goggles", "Insulated Ski Gloves", "Snowshoes"],
                ["stays warm and dry below minus fifteen", "holds an edge on ice", "shows contrast in flat light"]),
        ]);

    public static Department Sports { get; } = new(
        "Sports",
        ["Velocita", "Stride Lab", "Corepoint", "Halden", "Pulse Nine"],
        ["Tempo", "Cadence", "Sprint", "Flow", "Vector", "Orbit", "Kinetic", "Nova"],
        [
            new("Running", ["running", "marathon", "fitness"], 15, 180, 4,
                ["Running Shoes", "Running Vest", "Hydration Belt", "Compression Tights", "Reflective Running Jacket"],
                ["cushions the last ten kilometres", "breathes on a summer tempo run", "shows you to drivers at night"]),
            new("Cycling", ["cycling", "bikes", "commuting"], 15, 460, 5,
                ["Bike Helmet", "Bib Shorts", "Bike Light Set", "Gravel Tyres", "Bike Computer"],
                ["survives a winter of commuting", "rolls fast on tarmac and gravel", "charges by cable and lasts a week"]),
            new("Yoga", ["yoga", "pilates", "meditation"], 10, 120, 1,
                ["Yoga Mat", "Cork Yoga Block", "Yoga Strap", "Meditation Cushion", "Pilates Ring"],
                ["grips even when hands are damp", "uses cork and natural rubber", "rolls up beside the door"]),
            new("Strength", ["strength", "gym", "fitness"], 12, 380, 1,
                ["Adjustable Dumbbells", "Kettlebell 16 kg", "Resistance Band Set", "Pull-Up Bar", "Training Bench"],
                ["turns a corner of the flat into a gym", "feels solid under heavy load", "comes with a plan for twelve weeks"]),
            new("Swimming", ["swimming", "triathlon", "water"], 8, 260, 7,
                ["Swim Goggles", "Training Swimsuit", "Swim Fins", "Triathlon Wetsuit", "Silicone Swim Cap"],
                ["stays put through flip turns", "resists chlorine for a season", "seals without pinching"]),
        ]);
}
