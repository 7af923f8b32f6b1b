namespace Personalize.Web.Demo.Departments;

internal static class MakingDepartments
{
    public static Department Craft { get; } = new(
        "Craft",
        ["Thimble & Twine", "Ochre", "Papershed", "Warp Nine", "Clayworks"],
        ["Meadow", "Indigo", "Sienna", "Loft", "Pastel", "Harbour", "Folk", "Linen"],
        [
            new("Knitting", ["knitting", "yarn", "crafts"], 4, 85, 10,
                ["Merino Yarn Set", "Circular Needles", "Sock Knitting Kit", "Stitch Markers", "Blocking Mats"],
                ["slides without snagging", "is soft enough for a newborn", "shows every stitch"]),
            new("Painting", ["painting", "art", "drawing"], 5, 140, 10,
                ["Watercolour Set", "Acrylic Paint Set", "Sable Brush Set", "Sketchbook", "Table Easel"],
                ["lays down colour that stays bright", "takes washes without buckling", "forgives beginners"]),
            new("Sewing", ["sewing", "fabric", "crafts"], 4, 390, 2,
                ["Sewing Machine", "Fabric Bundle", "Dressmaking Shears", "Pattern Collection", "Quilting Ruler"],
                ["feeds denim and silk alike", "cuts to the tip", "has instructions that make sense"]),
            new("Woodwork", ["woodworking", "tools", "crafts"], 9, 340, 3,
                ["Carving Knife Set", "Japanese Pull Saw", "Block Plane", "Workbench Clamp Set", "Beeswax Finish"],
                ["takes a shaving you can read through", "arrives sharp", "holds without marking"]),
            new("Pottery", ["pottery", "ceramics", "crafts"], 6, 450, 1,
                ["Air-Dry Clay", "Pottery Tool Set", "Glaze Sampler", "Tabletop Pottery Wheel", "Turning Tools"],
                ["centres without a fight", "fires to a deep gloss", "keeps a good edge in grogged clay"]),
        ]);

    public static Department Music { get; } = new(
        "Music",
        ["Resona", "Blue Fret", "Cantabile", "Tremolo", "Old Mill"],
        ["Concert", "Session", "Parlour", "Stage", "Vintage", "Encore", "Camp", "Ballad"],
        [
            new("Guitars", ["guitar", "music", "songwriting"], 12, 890, 12,
                ["Acoustic Guitar", "Electric Guitar", "Guitar Strings", "Effects Pedal", "Capo"],
                ["rings after you stop", "stays in tune through a set", "invites late nights"]),
            new("Keys", ["piano", "music", "keyboards"], 20, 980, 12,
                ["Digital Piano", "MIDI Keyboard", "Piano Bench", "Synthesizer", "Sheet Music Album"],
                ["has weighted keys and a quiet action", "fits on a desk", "sounds like a room"]),
            new("Recording", ["recording", "podcasting", "audio"], 15, 520, 1,
                ["USB Microphone", "Audio Interface", "Studio Monitors", "Pop Filter", "Acoustic Panels"],
                ["makes a bedroom sound treated", "adds no hiss", "works the moment it is plugged in"]),
            new("Drums", ["drums", "percussion", "music"], 8, 760, 9,
                ["Practice Pad", "Cajón", "Drumsticks", "Electronic Drum Kit", "Hand Drum"],
                ["keeps the peace with neighbours", "answers to fingertips", "has a snare you can feel"]),
            new("Vinyl", ["vinyl", "music", "records"], 12, 70, 11,
                ["Jazz LP", "Soul Reissue LP", "Indie Album LP", "Film Score LP", "Ambient LP"],
                ["was pressed from the original tapes", "arrives flat and quiet", "has sleeve notes worth reading"]),
        ]);
}
