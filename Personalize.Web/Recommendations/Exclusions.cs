using System.Runtime.CompilerServices;
using Personalize.Web.Catalogue;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <param name="Items">Item numbers that must not appear.</param>
/// <param name="Inactive">How many of them are off the shelf.</param>
/// <param name="Bought">How many others the customer has already.</param>
internal sealed record ExcludedItems(IReadOnlySet<int> Items, int Inactive, int Bought)
{
    /// <summary>The sentence for a list that came out empty.</summary>
    public string Explain() => Items.Count == 0
        ? "There are no items yet; add some or import a sheet."
        : $"Nothing is left to recommend: of {Items.Count} items, {Inactive} are inactive and {Bought} were bought already.";
}

/// <summary>What may not be recommended: items off the shelf, and what the customer bought here or declares to have.</summary>
internal sealed class Exclusions(ItemDirectory items)
{
    private readonly ConditionalWeakTable<PublishedModels, Dictionary<string, int>> _numbersByTitle = [];

    /// <remarks>One look-up per item of the catalogue: some 20 ns each.</remarks>
    public ExcludedItems For(PublishedModels models, CustomerState state)
    {
        HashSet<int> excluded = [];
        for (var number = 0; number < models.ItemIds.Count; number++)
        {
            if (items.Find(models.ItemIds[number]) is not { Active: true }) excluded.Add(number);
        }

        var inactive = excluded.Count;
        foreach (var itemId in state.Bought)
        {
            if (models.ItemNumbers.TryGetValue(itemId, out var number)) excluded.Add(number);
        }

        foreach (var declared in state.DeclaredPurchases)
        {
            if (NumberOf(models, declared) is { } number) excluded.Add(number);
        }

        return new ExcludedItems(excluded, inactive, excluded.Count - inactive);
    }

    // Profiles name purchases by sku or by title.
    private int? NumberOf(PublishedModels models, string declared)
    {
        if (items.FindBySku(declared) is { } card && models.ItemNumbers.TryGetValue(card.Id, out var number)) return number;
        return _numbersByTitle.GetValue(models, TitlesOf).TryGetValue(declared, out var titled) ? titled : null;
    }

    private Dictionary<string, int> TitlesOf(PublishedModels models)
    {
        Dictionary<string, int> numbers = new(StringComparer.OrdinalIgnoreCase);
        for (var number = 0; number < models.ItemIds.Count; number++)
        {
            if (items.Find(models.ItemIds[number]) is { } card) numbers.TryAdd(card.Title, number);
        }

        return numbers;
    }
}
