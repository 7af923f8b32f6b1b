using System.Security.Cryptography;
using Personalize.Engine.Sections;

namespace Personalize.Engine.Replay;

/// <summary>What all lists made at one time share: which items nobody may be shown, and of what category they are. By item number of one model set.</summary>
/// <remarks>Kept once, under a digest of its content, however many lists are made of it.</remarks>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public sealed class Shelf
{
    private const int Format = 1;
    private const int NoCategory = -1;

    private readonly string?[] _categories;
    private readonly Lazy<ReadOnlyMemory<byte>> _content;
    private readonly Lazy<Guid> _id;

    /// <param name="unavailable">Item numbers that nobody may be shown, with why. Must not change afterwards.</param>
    /// <param name="categories">By item number; empty where no list is limited by category.</param>
    public Shelf(IReadOnlyDictionary<int, string> unavailable, IReadOnlyList<string?> categories)
    {
        Unavailable = unavailable;
        _categories = [.. categories];
        _content = new(Write);
        _id = new(() => new Guid(SHA256.HashData(_content.Value.Span).AsSpan(0, 16), bigEndian: true));
    }

    /// <summary>As <see cref="Rules.ItemRules.Unavailable"/> wants it.</summary>
    public IReadOnlyDictionary<int, string> Unavailable { get; }

    /// <summary>Half the SHA-256 of the content: equal shelves have equal ids.</summary>
    public Guid Id => _id.Value;

    /// <summary>All of it, for <see cref="Read"/>.</summary>
    public ReadOnlyMemory<byte> Content => _content.Value;

    /// <returns>Null for an item without category, and for all where categories are not kept.</returns>
    public string? CategoryOf(int item) => item >= 0 && item < _categories.Length ? _categories[item] : null;

    /// <exception cref="InvalidDataException">It is no shelf, or one of another format.</exception>
    public static Shelf Read(ReadOnlyMemory<byte> content) => RecordBytes.Read(content, Format, "shelf", static reader =>
    {
        Dictionary<int, string> unavailable = [];
        foreach (var why in reader.Texts())
        {
            foreach (var item in reader.Ints()) unavailable.Add(item, why);
        }
        var names = reader.Texts();
        return new Shelf(unavailable, Array.ConvertAll(reader.Ints(), place => place == NoCategory ? null : names[place]));
    });

    private ReadOnlyMemory<byte> Write()
    {
        var writer = new SectionWriter().Int32(Format);
        var reasons = Unavailable.GroupBy(static one => one.Value, static one => one.Key).OrderBy(static group => group.Key, StringComparer.Ordinal).ToArray();
        writer.Texts([.. reasons.Select(static group => group.Key)]);
        foreach (var group in reasons) writer.Ints([.. group.Order()]);
        string[] names = [.. _categories.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return writer.Texts(names)
            .Ints(Array.ConvertAll(_categories, category => category is null ? NoCategory : Array.BinarySearch(names, category, StringComparer.Ordinal)))
            .Written;
    }
}
