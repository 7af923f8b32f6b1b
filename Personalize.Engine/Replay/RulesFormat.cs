using Personalize.Engine.Rules;
using Personalize.Engine.Sections;

namespace Personalize.Engine.Replay;

/// <summary>The bytes of <see cref="ItemRules"/> but for what is on the <see cref="Shelf"/>. Sets keep their order, in case it ever matters.</summary>
internal static class RulesFormat
{
    private const int NoLimit = -1;

    public static void Write(SectionWriter writer, ItemRules rules)
    {
        Write(writer, rules.Owned);
        Write(writer, rules.Had);
        Write(writer, rules.Cooldowns, static time => time.Ticks);
        Write(writer, rules.Dismissed, static at => at.UtcTicks);
        writer.Short(rules.DismissedFor.Ticks);
        Write(writer, rules.Shown, static times => times);
        writer.Short(rules.MostShown ?? NoLimit);
        Write(writer, rules.Pins, static item => item);
        writer.Short(rules.MostRepeats ?? NoLimit);
    }

    public static ItemRules Read(SectionReader reader, Shelf shelf) => new()
    {
        // Initialisers run in the order in which they stand here.
        Unavailable = shelf.Unavailable,
        Owned = ReadItems(reader),
        Had = ReadItems(reader),
        Cooldowns = ReadBy(reader, static value => new TimeSpan(value)),
        Dismissed = ReadBy(reader, static value => new DateTimeOffset(value, TimeSpan.Zero)),
        DismissedFor = new TimeSpan(reader.Short()),
        Shown = ReadBy(reader, static value => (int)value),
        MostShown = ReadLimit(reader),
        Pins = ReadBy(reader, static value => (int)value),
        MostRepeats = ReadLimit(reader),
    };

    public static void Write(SectionWriter writer, IReadOnlySet<int> items)
    {
        writer.Short(items.Count);
        foreach (var item in items) writer.Short(item);
    }

    public static HashSet<int> ReadItems(SectionReader reader)
    {
        HashSet<int> items = [];
        for (var left = reader.Short(); left > 0; left--) items.Add((int)reader.Short());
        return items;
    }

    private static void Write<T>(SectionWriter writer, IReadOnlyDictionary<int, T> values, Func<T, long> number)
    {
        writer.Short(values.Count);
        foreach (var (key, value) in values) writer.Short(key).Short(number(value));
    }

    private static Dictionary<int, T> ReadBy<T>(SectionReader reader, Func<long, T> value)
    {
        Dictionary<int, T> values = [];
        for (var left = reader.Short(); left > 0; left--) values.Add((int)reader.Short(), value(reader.Short()));
        return values;
    }

    private static int? ReadLimit(SectionReader reader) => (int)reader.Short() is >= 0 and var limit ? limit : null;
}
