namespace Personalize.Web.Demo.Departments;

internal static class MediaDepartments
{
    public static Department Books { get; } = new(
        "Books",
        ["Larkspur Press", "Old Quay", "Northlight", "Paper Lantern", "Meridian House"],
        ["The Salt Road", "A Quiet Engine", "The Ninth Orchard", "Letters from Vardø", "The Glass Meridian", "What the River Kept", "Small Hours", "The Cartographer's Debt"],
        [
            new("Crime", ["crime", "thriller", "reading"], 7, 26, 11,
                ["Crime Novel", "Cold-Case Thriller", "Detective Story", "Spy Novel", "Courtroom Thriller"],
                ["hides its twist in plain sight", "kept the whole book club up", "brings back an inspector with regrets"]),
            new("Science Fiction", ["science fiction", "fantasy", "reading"], 7, 30, 10,
                ["Space Opera", "Fantasy Epic", "Dystopian Novel", "First-Contact Novel", "Time-Travel Story"],
                ["builds a world you miss afterwards", "asks what a promise means at light speed", "won a reader's prize"]),
            new("History", ["history", "biography", "reading"], 9, 40, 11,
                ["World History", "Biography", "Maritime History", "Social History", "Illustrated Atlas"],
                ["reads like a novel and cites like a scholar", "draws on newly opened archives", "has maps on every spread"]),
            new("Cookbooks", ["cookbooks", "cooking", "recipes"], 12, 45, 12,
                ["Vegetarian Cookbook", "Bread Book", "Mediterranean Cookbook", "Weeknight Cookbook", "Pastry Handbook"],
                ["explains why and not only how", "uses what is in the cupboard", "has a photograph for each recipe"]),
            new("Travel", ["travel", "hiking", "photography"], 9, 38, 5,
                ["Walking Guide", "Travel Memoir", "City Guide", "Rail Journeys", "Photo Book"],
                ["fits in a coat pocket", "finds the café the others missed", "made us book a ticket"]),
        ]);

    public static Department Electronics { get; } = new(
        "Electronics",
        ["Auralis", "Fluxon", "Nordwave", "Kitehill", "Ostara"],
        ["One", "Air", "Pro 2", "Mini", "Max", "Studio", "Go", "Core"],
        [
            new("Audio", ["music", "headphones", "audio"], 25, 480, 12,
                ["Wireless Headphones", "Bluetooth Speaker", "Earbuds", "Turntable", "Soundbar"],
                ["sounds bigger than it looks", "silences an open-plan office", "plays for thirty hours"]),
            new("Photography", ["photography", "cameras", "travel"], 20, 1400, 6,
                ["Mirrorless Camera", "Prime Lens 35 mm", "Travel Tripod", "Camera Sling Bag", "Instant Camera"],
                ["finds focus in candlelight", "goes unnoticed in the street", "folds to the length of a forearm"]),
            new("Gaming", ["gaming", "video games", "esports"], 18, 560, 12,
                ["Mechanical Keyboard", "Gaming Mouse", "Gaming Headset", "Wireless Controller", "Gaming Monitor 27\""],
                ["reacts before you do", "has switches you can swap", "stays comfortable past midnight"]),
            new("Smart Home", ["smart home", "automation", "gadgets"], 14, 320, 11,
                ["Smart Thermostat", "Video Doorbell", "Smart Bulb Set", "Air Quality Sensor", "Robot Vacuum"],
                ["works without a cloud account", "paid for itself in one winter", "sets up from the phone"]),
            new("Wearables", ["fitness", "running", "gadgets"], 30, 420, 1,
                ["GPS Running Watch", "Fitness Tracker", "Heart Rate Strap", "Sleep Ring", "Bone Conduction Earphones"],
                ["knows when to rest", "holds satellite lock under trees", "lasts two weeks on a charge"]),
        ]);
}
