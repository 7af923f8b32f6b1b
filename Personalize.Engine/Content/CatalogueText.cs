using Personalize.Engine.Text;

namespace Personalize.Engine.Content;

/// <summary>Which text of an item counts, and how much.</summary>
internal static class CatalogueText
{
    private const double TitleWeight = 2;

    /// <summary>Title twice; category path, brand, tags and description once.</summary>
    public static IReadOnlyList<TextPart> DocumentOf(CatalogueItem item)
    {
        var parts = new List<TextPart>
        {
            new(item.Title, TitleWeight),
            new(item.Category),
            new(item.Brand),
            new(item.Description),
        };
        foreach (var tag in item.Tags) parts.Add(new TextPart(tag));
        return parts;
    }

    /// <summary>Expressions that people declared as one thing: interests, tags, brands and the parts of category paths.</summary>
    public static IEnumerable<string> PhrasesOf(IEnumerable<CatalogueItem> items, IEnumerable<IReadOnlyList<string>> interests)
    {
        foreach (var item in items)
        {
            yield return item.Brand;
            foreach (var tag in item.Tags) yield return tag;
            foreach (var part in item.Category.Split('/')) yield return part;
        }
        foreach (var list in interests)
        {
            foreach (var interest in list) yield return interest;
        }
    }
}
